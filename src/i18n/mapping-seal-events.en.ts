import type { SealEventsMessages } from './mapping-seal-events.zh-cn.js';

export const sealEventsEn: SealEventsMessages = {
  option: (event, service) => `${event} (not reported by ${service})`,
  never: (service, reported) =>
    `${service} never reports this event, so its actions do not run. It reports only: ${reported}.`,
  separator: ', ',
};
