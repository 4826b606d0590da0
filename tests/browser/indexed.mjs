// Smaller pictures: screens have few colours, so that a byte for each pixel is enough.

import { crc32, deflateSync } from "node:zlib";

const MOST_COLOURS = 256;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * A picture in PNG again, with a palette of its 256 most frequent colours; what has another becomes the nearest of them.
 * A page of a browser decodes it.
 */
export async function indexed(page, png) {
  const { width, height, pixels } = await decoded(page, png);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const colours = [...counts].sort(([, one], [, other]) => other - one).map(([colour]) => colour);
  const palette = colours.slice(0, MOST_COLOURS);
  const places = new Map(colours.map((colour) => [colour, nearest(palette, colour)]));
  return encoded(width, height, pixels.map((pixel) => places.get(pixel)), palette);
}

/** Every pixel as one number: red, green, blue, opacity. */
async function decoded(page, png) {
  const { width, height, data } = await page.evaluate(async (base64) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))]));
    const { width, height } = picture;
    const pen = new OffscreenCanvas(width, height).getContext("2d");
    pen.drawImage(picture, 0, 0);
    const { data } = pen.getImageData(0, 0, width, height);
    return { width, height, data: Array.from(data) };
  }, Buffer.from(png).toString("base64"));
  const bytes = Buffer.from(data);
  return { width, height, pixels: Array.from({ length: width * height }, (_, index) => bytes.readUInt32BE(4 * index)) };
}

/** The place of the colour in a palette that differs least from another. */
function nearest(palette, colour) {
  const differences = palette.map((other) =>
    [0, 8, 16, 24].reduce((sum, shift) => sum + (((colour >>> shift) & 255) - ((other >>> shift) & 255)) ** 2, 0));
  return differences.indexOf(Math.min(...differences));
}

function encoded(width, height, indices, colours) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits, which are places in the palette.
  header.set([8, 3], 8);
  const rows = Buffer.alloc(height * (width + 1));
  for (let row = 0; row < height; row += 1) {
    rows.set(indices.slice(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  const palette = colours.flatMap((colour) => [colour >>> 24, (colour >>> 16) & 255, (colour >>> 8) & 255]);
  const opacity = colours.map((colour) => colour & 255);
  const chunks = [["IHDR", header], ["PLTE", palette], ["tRNS", opacity], ["IDAT", deflateSync(rows, { level: 9 })], ["IEND", []]];
  return Buffer.concat([SIGNATURE, ...chunks.map(([name, data]) => chunk(name, Buffer.from(data)))]);
}

function chunk(name, data) {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
