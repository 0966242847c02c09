import puppeteer, { type Browser, type ElementHandle, type KeyInput, type Page } from 'puppeteer-core';

import { npmChromium } from '../../../scripts/chromium.js';
import type { SignReceipt } from '../../../src/schema/envelope.js';
import type { Mark } from '../../../src/schema/placement.js';

declare global {
  interface Window {
    /** Marks of the newest `esign-placed`, kept by the test. */
    placedMarks: Mark[];
    /** Envelopes of every `esign-signed`, kept by the test. */
    signedEnvelopes: string[];
  }
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What to look for through all shadow roots: a selector, and words that the element shows or is named by. */
export interface Target {
  readonly selector: string;
  readonly text?: string;
  /** Selector of something around it, across shadow roots. */
  readonly inside?: string;
}

const PATIENCE = 30_000;

/** A person in front of the demo page, with a mouse or with a keyboard. Every complaint of the browser is kept. */
export class DemoPage {
  readonly complaints: string[] = [];
  /** What the page's scripts wrote to the console. */
  readonly log: string[] = [];
  readonly #browser: Browser;
  readonly #page: Page;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.#page = page;
  }

  static async open(url: string): Promise<DemoPage> {
    const browser = await puppeteer.launch(await npmChromium());
    const page = await browser.newPage();
    const demo = new DemoPage(browser, page);
    await page.setViewport({ width: 1440, height: 1000 });
    page.on('pageerror', (error) => demo.complaints.push(`error ${String(error)}`));
    page.on('console', (message) => {
      if (message.type() === 'log') demo.log.push(message.text());
      // a refused request (a 409 that blocks a submit, a 403) is an answer, not a fault of the page
      const isAnswer = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isAnswer) demo.complaints.push(`console ${message.text()}`);
    });
    await page.exposeFunction('reportViolation', (text: string) => demo.complaints.push(`policy ${text}`));
    await page.evaluateOnNewDocument(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const report: unknown = Reflect.get(window, 'reportViolation');
        if (typeof report === 'function') report(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
      });
      window.placedMarks = [];
      window.signedEnvelopes = [];
      document.addEventListener('esign-signed', (event) => {
        if (!(event instanceof CustomEvent)) return;
        window.signedEnvelopes.push((event as CustomEvent<{ receipt: SignReceipt }>).detail.receipt.envelopeId);
      });
      document.addEventListener('esign-placed', (event) => {
        if (event instanceof CustomEvent) window.placedMarks = (event as CustomEvent<{ marks: Mark[] }>).detail.marks;
      });
    });
    await page.goto(url);
    return demo;
  }

  close(): Promise<void> {
    return this.#browser.close();
  }

  async screenshot(path: `${string}.png`): Promise<void> {
    await this.#page.screenshot({ path });
  }

  async reload(): Promise<void> {
    await this.#page.reload();
  }

  /** How many visible elements fit, through all shadow roots. */
  count(selector: string): Promise<number> {
    return this.#page.evaluate((wanted: string) => {
      const roots: (Document | ShadowRoot)[] = [document];
      let count = 0;
      for (let root = roots.shift(); root; root = roots.shift()) {
        for (const element of root.querySelectorAll('*')) {
          if (element.shadowRoot) roots.push(element.shadowRoot);
          if (element.matches(wanted) && element.checkVisibility()) count += 1;
        }
      }
      return count;
    }, selector);
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#page.setViewport({ width, height });
  }

  placedMarks(): Promise<Mark[]> {
    return this.#page.evaluate(() => window.placedMarks);
  }

  signedEnvelopes(): Promise<string[]> {
    return this.#page.evaluate(() => window.signedEnvelopes);
  }

  /** Waits until the element is there and visible. */
  async find(target: Target): Promise<ElementHandle<HTMLElement>> {
    try {
      const handle = await this.#page.waitForFunction(findDeep, { timeout: PATIENCE }, target);
      const element = handle.asElement();
      if (element) return element as ElementHandle<HTMLElement>;
    } catch (error) {
      throw new Error(`no ${JSON.stringify(target)}; the page says:\n${await this.words()}`, {
        cause: error,
      });
    }
    throw new Error(`no element ${target.selector}`);
  }

  /** Waits until the page shows the words, in whatever shadow root. */
  async see(words: string): Promise<void> {
    try {
      await this.#page.waitForFunction(
        (wanted: string) => {
          const roots: (Document | ShadowRoot)[] = [document];
          for (let root = roots.shift(); root; root = roots.shift()) {
            for (const element of root.querySelectorAll<HTMLElement>('*')) {
              if (element.shadowRoot) roots.push(element.shadowRoot);
              const own = [...element.childNodes].some(
                (node) => node.nodeType === 3 && node.textContent?.includes(wanted),
              );
              const value = element instanceof HTMLInputElement && element.value.includes(wanted);
              if ((own || value) && element.checkVisibility()) return true;
            }
          }
          return false;
        },
        { timeout: PATIENCE },
        words,
      );
    } catch (error) {
      throw new Error(`the page never said "${words}", but:\n${await this.words()}`, { cause: error });
    }
  }

  /** All words on the page, for messages of failure. */
  words(): Promise<string> {
    return this.#page.evaluate(() => {
      const words: string[] = [];
      const roots: (Document | ShadowRoot)[] = [document];
      for (let root = roots.shift(); root; root = roots.shift()) {
        for (const element of root.querySelectorAll<HTMLElement>('*')) {
          if (element.shadowRoot) roots.push(element.shadowRoot);
          if (!element.checkVisibility() || element.tagName === 'STYLE') continue;
          for (const node of element.childNodes) {
            if (node.nodeType === 3 && node.textContent?.trim()) words.push(node.textContent.trim());
          }
        }
      }
      return words.join(' | ').slice(0, 3000);
    });
  }

  /** Brings the element into sight and waits until it stands still: a drawer may be opening, a list may be drawn anew. */
  async box(target: Target): Promise<Point & { width: number; height: number }> {
    for (let tries = 0; tries < 20; tries += 1) {
      const element = await this.find(target);
      const box = await element.evaluate(standStill);
      // a virtual list gives the row to another field when it scrolls
      const same = await (await this.find(target)).evaluate((found, before) => found === before, element);
      if (same) return box;
    }
    throw new Error(`${JSON.stringify(target)} never stands still`);
  }

  // with a mouse

  async click(target: Target): Promise<void> {
    const box = await this.box(target);
    await this.#page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  async doubleClick(target: Target): Promise<void> {
    const box = await this.box(target);
    await this.#page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { count: 2 });
  }

  /** Presses something on the page of another origin that stands in a frame, or in the newest window. */
  async clickElsewhere(where: 'frame' | 'window', origin: string, selector: string): Promise<void> {
    const isThere = (place: { url(): string }): boolean => place.url().startsWith(origin);
    const page =
      where === 'frame'
        ? await this.#page.waitForFrame(isThere)
        : await (await this.#browser.waitForTarget(isThere)).page();
    await page?.waitForSelector(selector);
    await page?.click(selector);
    if (where === 'frame' || !page) return;
    // who is done there closes it and comes back
    await page.waitForSelector(selector, { hidden: true });
    await ('close' in page ? page.close() : undefined);
  }

  /** Replaces what an input holds. */
  async fill(target: Target, text: string): Promise<void> {
    await this.click(target);
    await this.pressTogether('Control', 'a');
    await this.type(text);
  }

  /** Drags from the middle of one element to a point of another, given as shares of its width and height. */
  async drag(from: Target, to: Target, share: Point = { x: 0.5, y: 0.5 }): Promise<void> {
    await this.box(to);
    const start = await this.box(from);
    const target = await (await this.find(to)).evaluate(standStill);
    const end = { x: target.x + target.width * share.x, y: target.y + target.height * share.y };
    const { mouse } = this.#page;
    await mouse.move(start.x + Math.min(start.width / 2, 60), start.y + start.height / 2);
    await mouse.down();
    await mouse.move(start.x + Math.min(start.width / 2, 60) + 12, start.y + start.height / 2 + 6, { steps: 3 });
    await mouse.move(end.x, end.y, { steps: 12 });
    await mouse.up();
  }

  /** Chooses an option of a list by its value. */
  async choose(target: Target, value: string): Promise<void> {
    await (await this.find(target)).select(value);
  }

  // with a keyboard

  async press(...keys: KeyInput[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  async pressTogether(modifier: 'Control' | 'Shift', key: KeyInput): Promise<void> {
    await this.#page.keyboard.down(modifier);
    await this.#page.keyboard.press(key);
    await this.#page.keyboard.up(modifier);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Presses Tab until the element has the focus. */
  async tabTo(target: Target): Promise<void> {
    for (let presses = 0; presses < 400; presses += 1) {
      // looked up each time: the element may be drawn anew on the way
      const element = await this.find(target);
      if (await element.evaluate(isFocused)) return;
      await this.press('Tab');
    }
    throw new Error(`Tab never reaches ${JSON.stringify(target)}`);
  }

  /** Presses the arrow down until the element has the focus, as in a tree. */
  async arrowDownTo(target: Target): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      const element = await this.find(target);
      if (await element.evaluate(isFocused)) return;
      await this.press('ArrowDown');
    }
    throw new Error(`the arrow never reaches ${JSON.stringify(target)}`);
  }

  async tabToAndPress(target: Target, ...keys: KeyInput[]): Promise<void> {
    await this.tabTo(target);
    await this.press(...keys);
  }
}

/** Runs in the page: the first visible, enabled element that fits. */
function findDeep({ selector, text = '', inside = '*' }: Target): HTMLElement | null {
  const roots: (Document | ShadowRoot)[] = [document];
  for (let root = roots.shift(); root; root = roots.shift()) {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (!element.matches(selector) || !element.checkVisibility() || element.matches(':disabled')) continue;
      let around: Element | null = element;
      while (around && !around.closest(inside)) {
        const home: Node = around.getRootNode();
        around = home instanceof ShadowRoot ? home.host : null;
      }
      if (!around) continue;
      // words of the element and of everything in it, also behind shadow roots
      let words = element.getAttribute('aria-label') ?? '';
      const parts: (Element | ShadowRoot)[] = [element];
      for (let part = parts.shift(); part; part = parts.shift()) {
        words += ` ${part.textContent}`;
        if (part instanceof Element && part.shadowRoot) parts.push(part.shadowRoot);
        for (const child of part.querySelectorAll('*')) if (child.shadowRoot) parts.push(child.shadowRoot);
      }
      if (words.replace(/\s+/g, ' ').includes(text)) return element;
    }
  }
  return null;
}

/** Runs in the page: whether the element, or a control in it, has the focus. */
function isFocused(element: Element | null): boolean {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused !== null && element !== null && element.contains(focused);
}

/** Runs in the page: the box of an element once it has not moved for some frames. */
async function standStill(element: Element): Promise<Point & { width: number; height: number }> {
  // well into sight: near an edge a drag scrolls the list under it
  element.scrollIntoView({ block: 'center' });
  let last = '';
  for (let still = 0; still < 4;) {
    await new Promise(requestAnimationFrame);
    const { x, y, width, height } = element.getBoundingClientRect();
    const now = JSON.stringify([x, y, width, height]);
    still = now === last ? still + 1 : 0;
    last = now;
  }
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x, y, width, height };
}
