import type { MappingSuggestionMessages } from './mapping-suggestions.zh-cn.js';

export const mappingSuggestionsEn: MappingSuggestionMessages = {
  empty: 'No suggestions at present.',
  failed: 'The suggestions could not be loaded. Check the network, then try again.',
  retry: 'Try again',
  count: (certain, likely) => `${certain} certain, ${likely} likely`,
  acceptAll: (count) => `Accept all certain (${count})`,
  accept: 'Accept',
  acceptOf: (field, slot) => `Accept: ${slot} ← ${field}`,
  refuse: 'Refuse',
  refuseOf: (field, slot) => `Refuse: ${slot} ← ${field}`,
  others: 'Other candidates',
  levels: { certain: 'Certain', likely: 'Likely' },
  reasons: {
    sameName: 'same name',
    synonym: 'a usual other name',
    soundsAlike: 'sounds the same',
    similarName: 'similar name',
    onlyField: 'the only field that fits',
  },
};
