/** Events that a service of physical seals never reports (P-15). */
export const sealEventsZhCn = {
  option: (event: string, service: string) => `${event}（${service}不报告）`,
  never: (service: string, reported: string) =>
    `${service}从不报告此事件，它的动作不会执行。${service}只报告：${reported}。`,
  separator: '、',
};

export type SealEventsMessages = typeof sealEventsZhCn;
