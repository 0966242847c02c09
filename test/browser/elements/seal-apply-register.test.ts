import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import type { SealUseEntry, SealUsePhoto, SealUseTab } from '../../../src/schema/seal-use.js';
import { aSealUse } from '../../support/builders.js';
import { hostileTexts } from '../../support/hostile-texts.js';
import { aSealUseTab, applicable, hostWith, running, SealApplyHarness } from '../harness/seal-apply.harness.js';
import { waitUntil } from '../harness/wait.js';

const PIXEL = new Blob(['<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'], { type: 'image/svg+xml' });

const unsupported = { service: '契约锁', acts: ['append', 'end'] } satisfies SealUseTab['unsupported'];
const atService = (): SealUseTab => ({ ...running(), canAppend: false, canEnd: false, unsupported });

function withPhotos(
  photos: SealUsePhoto[],
  fetched: string[] = [],
  entries: SealUseEntry[] = [],
): Promise<SealApplyHarness> {
  const tab = { ...running(), sealUse: { ...running().sealUse!, photos, entries } };
  const getSealUsePhoto = (_: string, id: string): Promise<Blob> => {
    fetched.push(id);
    return Promise.resolve(PIXEL);
  };
  return SealApplyHarness.open(hostWith(tab, { getSealUsePhoto }));
}

describe('<esign-seal-apply> with the register of a service', () => {
  it('says why more uses and an end cannot be asked for, in place of the buttons (P-10 to P-14)', async () => {
    const seal = await SealApplyHarness.open(hostWith(atService()));

    expect(seal.text).to.include('不支持的操作').and.include('契约锁没有开放追加次数的接口');
    expect(seal.text).to.include('契约锁没有开放结束用印的接口');
    expect(() => seal.button('追加次数')).to.throw();
    expect(() => seal.button('结束用印')).to.throw();
  });

  it('says so before the application, when the number can still be chosen', async () => {
    const seal = await SealApplyHarness.open(hostWith({ ...applicable(), unsupported }));

    expect(seal.text).to.include('请一次申请足够的次数');
  });

  it('says nothing of it where the service knows both, or the use is over', async () => {
    const known = await SealApplyHarness.open(hostWith(running()));
    const over = await SealApplyHarness.open(
      hostWith(aSealUseTab({ sealUse: aSealUse({ status: 'completed' }), unsupported })),
    );

    expect(known.text).not.to.include('不支持');
    expect(over.text).not.to.include('不支持');
  });

  for (const theme of ['light', 'dark']) {
    for (const [name, tab] of [
      ['a use', atService()],
      ['an application', { ...applicable(), unsupported }],
    ] as const) {
      it(`has an accessible screen for ${name} at such a service (${theme})`, async () => {
        const seal = await SealApplyHarness.open(hostWith(tab), { theme, locale: 'en' });
        await waitUntil(() => seal.text.includes('has no open interface'), 'the reason did not come');

        await expect(seal.element).to.be.accessible();
      });
    }
  }

  it('names what a photo shows, where its register says so', async () => {
    const photo = (id: string, kind?: SealUsePhoto['kind']): SealUsePhoto => ({
      id,
      at: '2026-11-21T02:00:00Z',
      sealId: null,
      ...(kind ? { kind } : {}),
    });
    const photos = [photo('p1', 'face'), photo('p2', 'signatory'), photo('p3', 'emergency'), photo('p4')];

    const seal = await withPhotos(photos);
    await waitUntil(() => seal.pictures.length === 4, 'the photos did not come');

    expect(seal.photoWords).to.deep.equal(['', '应急用印照片', '用印照片', '人脸照片']);
    expect(seal.photo(3).getAttribute('aria-label')).to.match(/^照片 3 应急用印照片 · /);
    await expect(seal.element).to.be.accessible();
  });

  it('stays short with 500 photos and 2,000 entries, and shows all of them when asked to', async () => {
    const fetched: string[] = [];
    const photos = Array.from({ length: 500 }, (_, at) => ({ id: `p${at + 1}`, at: null, sealId: null }));
    const [entry] = running().sealUse!.entries;
    const entries = Array.from({ length: 2000 }, (_, at) => ({ ...entry!, id: `e${at}`, note: `记录 ${at + 1} 号` }));
    const seal = await withPhotos(photos, fetched, entries);
    await waitUntil(() => seal.pictures.length === 6, 'the newest photos did not come');

    expect(seal.entries).to.have.length(50);
    expect(seal.entries[0]).to.include('记录 2000 号');
    await seal.press('显示全部 2000 条');
    expect(seal.entries).to.have.length(2000);
    expect(seal.focused?.textContent).to.include('记录 1950 号');

    await seal.press('查看全部');
    await waitUntil(() => seal.text.includes('照片 1 / 500'), 'the viewer does not open');
    await sendKeys({ press: 'End' });
    await waitUntil(() => seal.text.includes('照片 500 / 500'), 'the last photo is not reached');
    expect(fetched).to.have.length(7);
  });

  it('shows hostile names as the text that they are', async () => {
    for (const text of hostileTexts) {
      const use = { ...running().sealUse!, subject: text, seals: [{ id: 'physical-1', name: text }] };
      const seal = await SealApplyHarness.open(
        hostWith({ ...atService(), sealUse: use, unsupported: { ...unsupported, service: text } }),
      );

      expect(seal.root.querySelector('h2')?.textContent).to.equal(text);
      expect(seal.root.querySelectorAll('img, script')).to.have.length(0);
    }
  });
});
