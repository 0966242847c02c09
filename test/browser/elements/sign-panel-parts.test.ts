import { expect } from '@open-wc/testing';

import { panelElements } from '../../../src/elements/sign-panel/panel-parts.js';
import { EsignError } from '../../../src/core/errors.js';
import { aSignHost } from '../../support/browser-sign-host.js';
import { SignPanelHarness } from '../harness/sign-panel.harness.js';

describe('<esign-sign-panel> whose parts come late', () => {
  const { load } = panelElements;
  afterEach(() => (panelElements.load = load));

  it('says that they did not come, and asks for them again', async () => {
    let tries = 0;
    panelElements.load = () => {
      tries += 1;
      return tries === 1 ? Promise.reject(new EsignError('network', 'gone')) : load();
    };
    const panel = await SignPanelHarness.open(aSignHost());

    expect(panel.text).to.contain('网络连接失败');
    await expect(panel.element).to.be.accessible();
    await panel.press('load-parts');
    await panel.settled();
    await panel.drawn();

    expect(tries).to.equal(2);
    expect(panel.act('load-parts') === null).to.equal(true);
  });
});
