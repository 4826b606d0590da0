// The real app behind the preview, as `make run` starts it, and a person with its telephone in hand.

import { join } from "node:path";

import { ROOT, startBrowser, startHost } from "./browser.mjs";
import { Phone } from "./phone.mjs";

const PACKAGE = join(ROOT, "ios/KyotakuKit");
const APP = process.env.KYOTAKU_PREVIEW_APP ?? join(ROOT, "target/swift/ios/KyotakuKit/debug/KyotakuPreview");
process.env.KYOTAKU_LIBRARIES ??= join(ROOT, "target/debug");

/** Starts the app on a new telephone, and a browser before it. `tests/scripts/preview.sh --build` has built it. */
export async function startApp() {
  const host = await startHost(join(ROOT, "tests/scripts/swift.sh"), "--in", PACKAGE, APP);
  const browser = await startBrowser();
  return {
    /** A page with the telephone and its panel. */
    open: (options) => Phone.open(browser, host.address, options),
    async end() {
      await browser.close();
      await host.end();
    },
  };
}
