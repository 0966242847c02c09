import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';

import { panelPaths } from '../../support/panel-paths.js';
import { PanelWalk } from '../harness/panel-walk.js';

/*
 * Model-based, as the paths of a signature are, and apart from them so that neither multiplies the other: into `mode="place"`,
 * through it, and out of it and back, also from the dialogs of a signature and while one is under way.
 */

describe('paths through <esign-sign-panel mode="place"> (C-37)', () => {
  before(() => setViewport({ width: 1200, height: 800 }));

  const paths = panelPaths('place');

  it('lead through every answer to who says that all is placed', () => {
    const seen = new Set(paths.flatMap((path) => path.seen));

    for (const state of ['preparing', 'preparing, faulty', 'preparing, asked', 'preparing, done', 'editing', 'view']) {
      expect(seen.has(state), state).to.equal(true);
    }
  });

  for (const path of paths) {
    it(path.name, async () => {
      await new PanelWalk(path).follow();
    });
  }
});
