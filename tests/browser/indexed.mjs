// Smaller pictures: screens have few colours, so that a byte for each pixel is enough.

import { crc32, deflateSync } from "node:zlib";

const MOST_COLOURS = 256;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * A picture in PNG again, with a palette of at most 256 colours: where it has more, those that differ only in their
 * last bits become one. A page of a browser decodes it.
 */
export async function indexed(page, png) {
  const { width, height, pixels } = await decoded(page, png);
  for (let step = 1; ; step *= 2) {
    const colours = new Map();
    const indices = pixels.map((pixel) => {
      const colour = rounded(pixel, step);
      if (!colours.has(colour)) colours.set(colour, colours.size);
      return colours.get(colour);
    });
    if (colours.size <= MOST_COLOURS) return encoded(width, height, indices, [...colours.keys()]);
  }
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

/** A colour whose parts are the nearest multiples of a step; black, white and full opacity stay what they are. */
function rounded(pixel, step) {
  const part = (shift) => Math.min(255, Math.round(((pixel >>> shift) & 255) / step) * step);
  return ((part(24) << 24) | (part(16) << 16) | (part(8) << 8) | part(0)) >>> 0;
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
