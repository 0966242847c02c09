import type { EndpointName, endpoints } from '../schema/endpoints.js';

/** The schemas of the answers of some endpoints; that each is the one of the contract is checked by the compiler. */
export type AnswersOf = { readonly [N in EndpointName]?: (typeof endpoints)[N]['response'] };
