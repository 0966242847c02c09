import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { panelPaths } from '../../support/panel-paths.js';
import { PanelWalk } from '../harness/panel-walk.js';

/*
 * Model-based: the paths are those of the machine itself, found by a search through its states; a person's hands then
 * walk each of them in the real element, and what is seen must be what the machine says.
 */

describe('paths through <esign-sign-panel>', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  const paths = panelPaths('sign');

  it('lead through every state that the model can reach', () => {
    const seen = new Set(paths.flatMap((path) => path.seen));

    for (const state of ['failed', 'notCreated', 'draft', 'waitingForOthers', 'acting', 'editing', 'confirming']) {
      expect(seen.has(state), state).to.equal(true);
    }
    for (const state of ['proving', 'rejecting', 'signing', 'sendingRejection', 'signed', 'rejected']) {
      expect(seen.has(state), state).to.equal(true);
    }
    expect(seen.has('signing, told')).to.equal(true);
  });

  for (const path of paths) {
    it(path.name, async () => {
      await new PanelWalk(path).follow();
    });
  }
});
