// The time of the world, as a telephone in Japan shows it.

const PARTS = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Tokyo", hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit",
});

/** The parts of a moment (`2026-11-23T01:00:00Z`) as text; undefined where it is none. */
export function japaneseTime(moment) {
  const date = new Date(moment ?? Number.NaN);
  if (Number.isNaN(date.getTime())) return undefined;
  return Object.fromEntries(PARTS.formatToParts(date).map(({ type, value }) => [type, value]));
}
