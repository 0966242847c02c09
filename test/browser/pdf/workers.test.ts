import { expect } from '@open-wc/testing';

import { setPdfAssetBase } from '../../../src/pdf/index.js';
import { prepareWorker, takeWorker } from '../../../src/pdf/worker.js';

const { Worker: RealWorker, setTimeout, clearTimeout } = window;

describe('the worker that is prepared for a document', () => {
  let started: Worker[] = [];
  let ended: Worker[] = [];
  let later: () => void = () => undefined;

  beforeEach(() => {
    setPdfAssetBase('/assets/pdfjs/');
    started = [];
    ended = [];
    window.Worker = class extends RealWorker {
      constructor(...all: ConstructorParameters<typeof RealWorker>) {
        super(...all);
        started.push(this);
      }

      override terminate(): void {
        ended.push(this);
        super.terminate();
      }
    };
    window.setTimeout = ((work: () => void) => {
      later = work;
      return 0;
    }) as unknown as typeof window.setTimeout;
    window.clearTimeout = () => {
      later = () => undefined;
    };
  });

  afterEach(() => {
    later();
    for (const worker of started) worker.terminate();
    Object.assign(window, { Worker: RealWorker, setTimeout, clearTimeout });
  });

  it('is started once, and the next document takes it', () => {
    prepareWorker();
    prepareWorker();
    expect(started).to.have.length(1);
    expect(takeWorker() === started[0]).to.equal(true);
    later();
    expect(ended).to.have.length(0);
    expect(takeWorker() === started[1]).to.equal(true);
  });

  it('is ended where no document came', () => {
    prepareWorker();
    later();
    expect(ended).to.deep.equal(started);
    expect(takeWorker() === started[1]).to.equal(true);
  });

  it('is not given to a document when it has died', () => {
    prepareWorker();
    const [dead] = started;
    dead!.dispatchEvent(new ErrorEvent('error', { cancelable: true }));
    expect(ended.includes(dead!)).to.equal(true);
    expect(takeWorker() === dead).to.equal(false);
  });
});
