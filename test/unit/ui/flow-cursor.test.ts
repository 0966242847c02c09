import { describe, expect, it } from 'vitest';

import { layoutGraph } from '../../../src/core/graph-layout.js';
import { moveCursor, type FlowCursor } from '../../../src/ui/flow-cursor.js';
import { aWorkflow } from '../../support/builders.js';

const workflow = aWorkflow();
const layout = layoutGraph(workflow);

function walk(start: FlowCursor, withExits: boolean, ...keys: string[]): FlowCursor {
  return keys.reduce((cursor, key) => moveCursor(workflow, layout, cursor, key, withExits) ?? cursor, start);
}

const at = (id: string): FlowCursor => ({ kind: 'node', id });

describe('the cursor of the flow diagram', () => {
  it('goes over the exit to the next node, and back', () => {
    expect(walk(at('n-start'), true, 'ArrowRight')).toEqual({ kind: 'exit', id: 'e-submit' });
    expect(walk(at('n-start'), true, 'ArrowRight', 'ArrowRight')).toEqual(at('n-dept'));
    expect(walk(at('n-dept'), true, 'ArrowLeft')).toEqual({ kind: 'exit', id: 'e-submit' });
  });

  it('reaches every exit of a node by up and down', () => {
    const first: FlowCursor = { kind: 'exit', id: 'e-dept-ok' };

    expect(walk(first, true, 'ArrowDown')).toEqual({ kind: 'exit', id: 'e-dept-back' });
    expect(walk(first, true, 'ArrowDown', 'ArrowUp')).toEqual(first);
  });

  it('goes from node to node where exits are not picked', () => {
    expect(walk(at('n-start'), false, 'ArrowRight')).toEqual(at('n-dept'));
  });

  it('goes to both ends', () => {
    expect(walk(at('n-dept'), true, 'End')).toEqual(at('n-archive'));
    expect(walk(at('n-dept'), true, 'Home')).toEqual(at('n-start'));
  });
});
