import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import { signPanel as words } from '../../../src/i18n/sign-panel.zh-cn.js';
import type { Seal } from '../../../src/schema/seal.js';
import { aPlacement, aSignHost, aSignTab, envelopeOf, seals } from '../../support/browser-sign-host.js';
import { aSeal } from '../../support/builders.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';

const REASONS = {
  expired: '已过期',
  noPermission: '无使用权限',
  disabled: '已停用',
} as const satisfies Record<NonNullable<Seal['unusableReason']>, string>;

function openWith(seal: Seal, prescribed: string | null = null, others: readonly Seal[] = []) {
  const tab = aSignTab();
  const envelope = envelopeOf(tab);
  const parties = envelope.parties.map((party) => ({ ...party, sealId: prescribed }));
  const placements = [aPlacement({ policy: 'free' })];
  return SignPanelHarness.openDocument(
    aSignHost({
      tabs: [{ ...tab, envelope: { ...envelope, parties, placements } }],
      listSeals: () => Promise.resolve([seal, ...others]),
    }),
  );
}

/** Everything that places a seal which may be used. */
async function tryAll(panel: SignPanelHarness, id: string): Promise<void> {
  await panel.arm(id);
  await panel.clickAt(panel.at(0, 150, 120));
  await panel.drag(panel.seal(id), panel.at(0, 150, 220));
  panel.place('place-1').click();
  await panel.frames();
  for (const key of ['Enter', ' ']) {
    panel.seal(id).focus();
    await sendKeys({ press: key });
    await panel.frames();
  }
}

describe('the tray of <esign-sign-panel> (chapter 9)', () => {
  before(() => setViewport({ width: 1200, height: 900 }));

  for (const [reason, text] of Object.entries(REASONS) as [keyof typeof REASONS, string][]) {
    it(`says of a seal why it cannot be used (${reason}), and places it in no way`, async () => {
      const seal = aSeal({ id: 'seal-bad', name: '财务章', usable: false, unusableReason: reason });
      const panel = await openWith(seal);
      const button = panel.seal('seal-bad');
      expect(button.textContent).to.include(text);
      expect(button.getAttribute('aria-disabled')).to.equal('true');

      await tryAll(panel, 'seal-bad');

      expect(panel.marks).to.deep.equal([]);
      expect(button.getAttribute('aria-pressed')).to.equal('false');
      expect(panel.root.querySelector('.ghost')).to.equal(null);
      // it is read out with its reason
      button.focus();
      expect(panel.focused).to.equal(button);
      await expect(panel.element).to.be.accessible();
    });
  }

  it('places another one that may be used in the very same ways', async () => {
    const panel = await openWith(aSeal({ id: 'seal-good', name: '财务章' }));

    await tryAll(panel, 'seal-good');

    expect(panel.marks).to.have.length(5);
  });

  it('offers the seal that is prescribed, and no other one of the company', async () => {
    const [contract] = seals;
    if (!contract) throw new Error('no seal');
    const other = aSeal({ id: 'seal-other', name: '财务章' });
    const panel = await openWith(other, contract.id, [contract]);
    expect(panel.seal('seal-other').textContent).to.include(words.otherSealPrescribed);

    await panel.arm('seal-other');
    await panel.clickAt(panel.at(0, 150, 120));
    await panel.drag(panel.seal('seal-other'), panel.at(0, 150, 220));
    expect(panel.marks).to.deep.equal([]);

    await panel.drag(panel.seal(contract.id), panel.at(0, 150, 220));
    expect(panel.marks).to.have.length(1);
  });
});
