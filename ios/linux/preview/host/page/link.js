// The line to the host: what the app says, and what is sent to it.

const NAMES = ["screen", "world", "announce", "haptic", "log", "refused", "phone", "process"];

/** Calls `heard(name, value)` for everything the host tells, and `connected(bool)`. */
export function listen(heard, connected) {
  const source = new EventSource("/events");
  for (const name of NAMES) {
    source.addEventListener(name, (event) => heard(name, JSON.parse(event.data)));
  }
  source.addEventListener("open", () => connected(true));
  source.addEventListener("error", () => connected(false));
}

let last = Promise.resolve();

/**
 * Sends one event to the app; those before it arrive first. Answers with the reason why it was
 * refused, or with nothing.
 */
export function send(event) {
  last = last.then(() => post(event));
  return last;
}

async function post(event) {
  try {
    const answer = await fetch("/send", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(event),
    });
    return answer.ok ? undefined : (await answer.json()).refused;
  } catch {
    return "the host does not answer";
  }
}
