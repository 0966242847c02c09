// Written by `npm run i18n` from panel-remark.zh-cn.ts; not edited by hand.
/** Words for a remark that a signer writes where the document asks for one. */
export const panelRemarkZhTw = {
  remark: '備註內容',
  hint: '請填寫，內容會顯示在檔案上',
  full: '此處已寫滿，多出的字沒有寫入；如需補充，請先刪減',
  list: '需填寫的內容',
  required: '必填',
  optional: '選填',
  box: '勾選框',
  write: '去填寫',
  obscured: '檔案在此處的表單域帶有底色，簽署後可能蓋住所填內容。提交前請聯絡發起人，提交後請下載核對。',
};
