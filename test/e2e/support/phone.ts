import puppeteer, { type Browser, type Page } from 'puppeteer-core';

import { npmChromium } from '../../../scripts/chromium.js';

const PATIENCE = 30_000;

/**
 * A person with a phone of 360 by 740 pixels, who writes with a finger. It is a browser of its own, which shares nothing with
 * the computer's, and holds up no page behind another one. Every complaint is kept.
 */
export class Phone {
  readonly complaints: string[] = [];
  readonly #browser: Browser;
  readonly #page: Page;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.#page = page;
  }

  static async open(address: string): Promise<Phone> {
    const browser = await puppeteer.launch(await npmChromium());
    const page = await browser.newPage();
    const phone = new Phone(browser, page);
    await page.setViewport({ width: 360, height: 740, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
    // the browser has the language of the machine, a phone that of its owner
    await page.evaluateOnNewDocument(() => Object.defineProperty(navigator, 'language', { get: () => 'zh-CN' }));
    page.on('pageerror', (error) => phone.complaints.push(`error ${String(error)}`));
    page.on('console', (message) => {
      // a link that is refused is an answer, not a fault of the page
      const isAnswer = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isAnswer) phone.complaints.push(`console ${message.text()}`);
    });
    await page.goto(address);
    return phone;
  }

  close(): Promise<void> {
    return this.#browser.close();
  }

  /** How far the page is wider than the phone, in pixels. */
  overflow(): Promise<number> {
    return this.#page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  }

  async reload(): Promise<void> {
    await this.#page.reload();
  }

  async see(words: RegExp): Promise<void> {
    const shown = (source: string): boolean =>
      new RegExp(source).test(document.querySelector('esign-phone-pad')?.shadowRoot?.textContent ?? '');
    try {
      await this.#page.waitForFunction(shown, { timeout: PATIENCE, polling: 100 }, words.source);
    } catch (error) {
      const said = await this.#page.evaluate(
        () => document.querySelector('esign-phone-pad')?.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '',
      );
      throw new Error(`the phone never said ${words.source}, but: ${said}`, { cause: error });
    }
  }

  /** A click: the tap that a headless browser is told to make does not always become one. */
  async press(act: string): Promise<void> {
    const button = await this.#page.waitForSelector(`esign-phone-pad >>> [data-act=${act}]`, { timeout: PATIENCE });
    await button?.click();
  }

  /** Writes two strokes with a finger. */
  async write(): Promise<void> {
    const pad = await this.#page.waitForSelector('esign-phone-pad >>> esign-ink-pad', { timeout: PATIENCE });
    const box = await pad?.boundingBox();
    if (!box) throw new Error('the pad is not shown');
    const { touchscreen } = this.#page;
    for (const y of [0.3, 0.6]) {
      const at = (x: number, drop: number): [number, number] => [
        box.x + box.width * x,
        box.y + box.height * (y + drop),
      ];
      await touchscreen.touchStart(...at(0.2, 0));
      for (const step of [1, 2, 3, 4, 5, 6]) await touchscreen.touchMove(...at(0.2 + step * 0.1, (step % 2) * 0.15));
      await touchscreen.touchEnd();
    }
  }
}
