import type { Endpoint, EndpointName } from '../../src/schema/index.js';
import type { World } from './world.js';

/** One rule of the contract, and how it is tried. */
export interface Check {
  /** `group.name` */
  readonly id: string;
  /** What has to hold, as a sentence. */
  readonly title: string;
  /** The words of the contract that are broken otherwise. */
  readonly rule: string;
  /** Which endpoints are tried, each by itself; without it the check is done once. */
  readonly each?: (endpoint: Endpoint, name: EndpointName) => boolean;
  /** @throws Mismatch, NotChecked. */
  readonly run: (world: World, name: EndpointName) => Promise<void>;
}

export function groupOf({ id }: Pick<Check, 'id'>): string {
  return id.slice(0, id.indexOf('.'));
}
