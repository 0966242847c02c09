import { expect } from '@open-wc/testing';

import { setPdfAssetBase } from '../../../src/pdf/index.js';
import { prepareWorkers } from '../../../src/pdf/worker.js';
import { takeWorkers } from '../../../src/pdf/worker.js';

const { Worker: RealWorker, setTimeout, clearTimeout } = window;

describe('workers that are prepared for a document', () => {
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

  it('are started once, and the next document takes them', () => {
    prepareWorkers();
    prepareWorkers();
    expect(started).to.have.length(2);
    const { worker, renderer } = takeWorkers();
    expect(worker === started[0] && renderer === started[1]).to.equal(true);
    later();
    expect(ended).to.have.length(0);
    takeWorkers();
    expect(started).to.have.length(4);
  });

  it('are ended where no document came', () => {
    prepareWorkers();
    later();
    expect(ended).to.have.length(2);
    expect(takeWorkers().worker === started[0]).to.equal(false);
    expect(started).to.have.length(4);
  });

  it('are not given to a document when one has died', () => {
    prepareWorkers();
    const [dead] = started;
    dead!.dispatchEvent(new ErrorEvent('error', { cancelable: true }));
    expect(ended.includes(dead!)).to.equal(true);
    expect(takeWorkers().worker === dead).to.equal(false);
  });
});
