import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = path.join(root, 'node_modules');
const cache = path.join(modules, '.cache', 'esign');

export interface BrowserLaunch {
  executablePath: string;
  headless: 'shell';
  args: string[];
  env: Record<string, string | undefined>;
}

/**
 * Launch options for puppeteer-core: the Chromium that npm installed, with Chinese fonts from npm.
 * `CHROME_PATH` names another browser, for systems where the packaged one (Linux only) does not run.
 */
export async function npmChromium(): Promise<BrowserLaunch> {
  mkdirSync(cache, { recursive: true });
  const env = { ...process.env, FONTCONFIG_FILE: prepareFonts() };
  const own = process.env.CHROME_PATH;
  if (own) return { executablePath: own, headless: 'shell', args: ['--no-sandbox'], env };
  const { default: chromium } = await import('@sparticuz/chromium');
  const executablePath = await unpack(() => chromium.executablePath());
  // the package's own defaults weaken what the tests want to prove: one process, no web security
  const weak = /^--(single-process|no-zygote|disable-web-security|allow-running-insecure-content)/;
  return { executablePath, headless: 'shell', args: chromium.args.filter((arg) => !weak.test(arg)), env };
}

/** Unpacks into a folder of our own: the package reuses whatever lies in the temporary folder, of any version. */
async function unpack(extract: () => Promise<string>): Promise<string> {
  const manifest = path.join(modules, '@sparticuz', 'chromium', 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const directory = path.join(cache, `chromium-${version}`);
  const executable = path.join(directory, 'chromium');
  if (existsSync(executable)) return executable;

  const temporary = mkdtempSync(path.join(cache, 'unpack-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = temporary;
  try {
    await extract();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  try {
    renameSync(temporary, directory);
  } catch {
    // another run was faster; its folder is complete because renaming is atomic
    rmSync(temporary, { recursive: true, force: true });
  }
  return executable;
}

const fonts = [
  { package: 'noto-sans-sc', weights: ['400Regular', '500Medium', '700Bold'] },
  { package: 'noto-serif-sc', weights: ['400Regular', '700Bold'] },
];

/** Links the Chinese fonts into one folder and describes it for fontconfig; a bare machine has none. */
function prepareFonts(): string {
  const directory = path.join(cache, 'fonts');
  const config = path.join(cache, 'fonts.conf');
  if (existsSync(config)) return config;
  mkdirSync(directory, { recursive: true });
  for (const font of fonts) {
    for (const weight of font.weights) {
      const source = path.join(modules, '@expo-google-fonts', font.package, weight);
      for (const file of readdirSync(source).filter((name) => name.endsWith('.ttf'))) {
        link(path.join(source, file), path.join(directory, file));
      }
    }
  }
  const temporary = `${config}.${process.pid}`;
  writeFileSync(temporary, fontsConf(directory));
  renameSync(temporary, config);
  return config;
}

function link(source: string, target: string): void {
  try {
    symlinkSync(source, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  }
}

function fontsConf(directory: string): string {
  const prefer = (wanted: string, given: string): string =>
    `<match target="pattern"><test name="family"><string>${wanted}</string></test>` +
    `<edit name="family" mode="assign" binding="same"><string>${given}</string></edit></match>`;
  const sans = ['sans-serif', 'system-ui', 'Microsoft YaHei', 'PingFang SC', 'Arial', 'Helvetica'];
  const serif = ['serif', 'SimSun', 'STSong', 'Times New Roman'];
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    '<fontconfig>',
    `<dir>${directory}</dir>`,
    `<cachedir>${path.join(cache, 'fontconfig')}</cachedir>`,
    ...sans.map((name) => prefer(name, 'Noto Sans SC')),
    ...serif.map((name) => prefer(name, 'Noto Serif SC')),
    '</fontconfig>',
    '',
  ].join('\n');
}
