import { expect } from '@open-wc/testing';

import { errors as wordsEn } from '../../../src/i18n/errors.en.js';
import { errors as wordsZhCn } from '../../../src/i18n/errors.zh-cn.js';
import { damaged, type HostileFile, odd } from '../../corpus/corpus.js';
import { aSignHost, aSignTab, contract, envelopeOf, specification } from '../../support/browser-sign-host.js';
import { serveFiles } from '../../support/served-files.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';
import { waitUntil } from '../harness/wait.js';

let stop: () => void = () => undefined;
afterEach(() => stop());

/** The panel on an envelope whose first document is the file, and whose second one is sound. */
async function open(file: HostileFile, locale: 'zh-CN' | 'en'): Promise<SignPanelHarness> {
  stop = serveFiles({ 'hostile.pdf': await file.bytes() });
  const tab = aSignTab();
  const documents = [{ ...contract, pages: [...file.pages] }, specification];
  const host = aSignHost({
    tabs: [{ ...tab, envelope: { ...envelopeOf(tab), documents, placements: [] } }],
    files: { contract: '/served/hostile.pdf', specification: '/host/demo/documents/technical-specification.pdf' },
  });
  const panel = await SignPanelHarness.open(host, { locale });
  const isOver = (): boolean => panel.errors.length > 0 || panel.drawnPages.length > 0;
  await waitUntil(isOver, `nothing became of it: ${file.name}`);
  await panel.frames();
  return panel;
}

function tell(file: HostileFile, locale: 'zh-CN' | 'en'): void {
  it(`${file.outcome === 'ok' ? 'shows' : `tells ${file.outcome} of`} a file: ${file.name}`, async () => {
    const panel = await open(file, locale);

    expect(panel.errors[0] ?? 'ok').to.equal(file.outcome);
    if (file.outcome !== 'ok') {
      const words = (locale === 'en' ? wordsEn : wordsZhCn)[file.outcome];
      expect(panel.text).to.include(words);
    }

    await panel.click(specification.name);
    const isShown = (): boolean => panel.pages.pages.length === 3 && panel.drawnPages.includes(0);
    await waitUntil(isShown, 'the sound file is not shown');
    expect(panel.errors.length).to.equal(file.outcome === 'ok' ? 0 : 1);
    expect(panel.act('reopen')).to.equal(null);
  });
}

describe('a broken file in the sign panel (issue point 8)', () => {
  for (const [index, file] of damaged.entries()) tell(file, index % 2 ? 'en' : 'zh-CN');
});

describe('an unusual file in the sign panel (issue point 8)', () => {
  for (const [index, file] of odd.entries()) tell(file, index % 2 ? 'en' : 'zh-CN');
});
