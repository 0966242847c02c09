// Written by `npm run i18n` from mapping-seal-events.zh-cn.ts; not edited by hand.
/** Events that a service of physical seals never reports (P-15). */
export const sealEventsZhTw = {
  option: (event: string, service: string) => `${event}（${service}不報告）`,
  never: (service: string, reported: string) =>
    `${service}從不報告此事件，它的動作不會執行。${service}只報告：${reported}。`,
  separator: '、',
};
