/**
 * `npm run test:firefox`, `npm run test:webkit` (`-- --files …` for some of them): the tests of the elements in another browser of
 * this machine (`apt install firefox-esr`, `apt install webkit2gtk-driver xvfb`). Not part of `npm test`: a machine may have neither.
 */
import { chromeLauncher } from '@web/test-runner-chrome';

import base from '../web-test-runner.config.mjs';
import { npmChromium } from './chromium.ts';
import { webkitLauncher } from './webkit-launcher.mjs';

// the same Chinese fonts as everywhere
const { env } = await npmChromium();

/** Speaks to Firefox by WebDriver BiDi, whatever the name of the launcher. */
function firefoxLauncher() {
  const launcher = chromeLauncher({
    launchOptions: {
      browser: 'firefox',
      executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr',
      headless: true,
      env,
      extraPrefsFirefox: { 'ui.prefersReducedMotion': 1 },
    },
  });
  launcher.name = 'Firefox';
  return launcher;
}

export default {
  ...base,
  // a file of many paths takes longer than in Chromium
  testsFinishTimeout: 600_000,
  // test/support/browser-needs.ts reads it; the commands behind both are Chromium's own
  testRunnerHtml: (...given) =>
    base
      .testRunnerHtml(...given)
      .replace('<title>', '<meta name="browser-lacks" content="touch color-scheme motion"><title>'),
  browsers: [process.env.ESIGN_BROWSER === 'webkit' ? webkitLauncher(env) : firefoxLauncher()],
};
