// Written by `npm run i18n` from panel-remark.zh-cn.ts; not edited by hand.
/** Words for a remark that a signer writes where the document asks for one. */
export const panelRemarkZhTw = {
  remark: '備註內容',
  hint: '請填寫，內容會顯示在檔案上',
  full: '此處已寫滿，超出的部分沒有保留',
};
