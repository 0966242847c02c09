import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Where Debian keeps the browser that its driver drives. */
const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

/** Names of keys as the runner's commands have them, and as WebDriver has them (chapter 17.4.2 of its specification). */
const KEYS = new Map(
  Object.entries({
    Backspace: '\uE003',
    Tab: '\uE004',
    Enter: '\uE007',
    Shift: '\uE008',
    Control: '\uE009',
    Alt: '\uE00A',
    Escape: '\uE00C',
    Space: ' ',
    PageUp: '\uE00E',
    PageDown: '\uE00F',
    End: '\uE010',
    Home: '\uE011',
    ArrowLeft: '\uE012',
    ArrowUp: '\uE013',
    ArrowRight: '\uE014',
    ArrowDown: '\uE015',
    Insert: '\uE016',
    Delete: '\uE017',
    F2: '\uE032',
    F3: '\uE033',
    Meta: '\uE03D',
  }),
);

const BUTTONS = { left: 0, middle: 1, right: 2 };

/**
 * WebKitGTK by its WebDriver, for the test runner: one window, one test file after the other. It calls itself `puppeteer` and
 * gives out pages of that shape, so that the runner's own commands for keys, pointer and window work as they are.
 */
export function webkitLauncher(env) {
  let driver;
  let server;
  let session;
  let active;

  const send = async (method, path, body) => {
    const response = await globalThis.fetch(`${server}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  const act = (...actions) => send('POST', `${session}/actions`, { actions });
  const key = (...steps) => act({ type: 'key', id: 'keys', actions: steps });
  const mouse = (...steps) =>
    act({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: steps });
  // a letter may be called by its key
  const named = (name) => KEYS.get(name) ?? (/^Key[A-Z]$/.test(name) ? name.slice(3).toLowerCase() : name);
  const press = (name) => [
    { type: 'keyDown', value: named(name) },
    { type: 'keyUp', value: named(name) },
  ];
  const move = (x, y) => ({ type: 'pointerMove', duration: 0, origin: 'viewport', x, y });
  const button = (type, { button: name = 'left' } = {}) => ({ type, button: BUTTONS[name] });
  const inner = () => send('POST', `${session}/execute/sync`, { script: 'return [innerWidth, innerHeight]', args: [] });

  const page = {
    keyboard: {
      press: (name) =>
        key(
          ...name.split('+').map((part) => ({ type: 'keyDown', value: named(part) })),
          ...name
            .split('+')
            .reverse()
            .map((part) => ({ type: 'keyUp', value: named(part) })),
        ),
      down: (name) => key({ type: 'keyDown', value: named(name) }),
      up: (name) => key({ type: 'keyUp', value: named(name) }),
      type: (text) => key(...[...text].flatMap(press)),
    },
    mouse: {
      move: (x, y) => mouse(move(x, y)),
      down: (options) => mouse(button('pointerDown', options)),
      up: (options) => mouse(button('pointerUp', options)),
      reset: () => send('DELETE', `${session}/actions`),
      click: (x, y, options) => mouse(move(x, y), button('pointerDown', options), button('pointerUp', options)),
    },
    /** The window is asked for what its bars take, too. */
    async setViewport({ width, height }) {
      const rect = await send('GET', `${session}/window/rect`);
      const [innerWidth, innerHeight] = await inner();
      const size = { width: rect.width - innerWidth + width, height: rect.height - innerHeight + height };
      await send('POST', `${session}/window/rect`, size);
      for (let tries = 0; tries < 50; tries += 1) {
        const [w, h] = await inner();
        if (w === width && h === height) return;
        await wait(20);
      }
      throw new Error(`the window does not become ${width} × ${height}: ${await inner()}`);
    },
    emulateMediaFeatures: () => Promise.reject(new Error('WebKitGTK cannot be told a colour scheme')),
  };

  return {
    name: 'WebKitGTK',
    type: 'puppeteer',
    concurrency: 1,
    async initialize() {
      const port = await freePort();
      server = `http://127.0.0.1:${port}`;
      driver = spawn('xvfb-run', ['-a', '-s', '-screen 0 2000x1600x24', 'WebKitWebDriver', `--port=${port}`], {
        stdio: 'ignore',
        detached: true,
        env,
      });
      const capabilities = {
        alwaysMatch: { 'webkitgtk:browserOptions': { binary: MINI_BROWSER, args: ['--automation'] } },
      };
      for (let tries = 0; ; tries += 1) {
        try {
          session = `/session/${(await send('POST', '/session', { capabilities })).sessionId}`;
          return;
        } catch (error) {
          if (tries === 100) throw error;
          await wait(100);
        }
      }
    },
    async startSession(id, url) {
      active = id;
      await send('POST', `${session}/url`, { url });
    },
    isActive: (id) => id === active,
    getPage: () => page,
    getBrowserUrl: () => send('GET', `${session}/url`),
    async stopSession() {
      active = undefined;
      await send('DELETE', `${session}/actions`).catch(() => undefined);
      await send('POST', `${session}/url`, { url: 'about:blank' }).catch(() => undefined);
      return {};
    },
    async stop() {
      await send('DELETE', session).catch(() => undefined);
      if (driver?.pid) process.kill(-driver.pid);
    },
    startDebugSession: () => Promise.reject(new Error('WebKitGTK is not debugged from here')),
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
