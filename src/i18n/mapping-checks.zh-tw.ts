// Written by `npm run i18n` from mapping-checks.zh-cn.ts; not edited by hand.
type Params = Readonly<Record<string, string>>;

/** What the rules over the whole document and those with a record found, by the code of a problem. */
export const mappingChecksZhTw = {
  'SIGN-DUP': ({ name = '' }: Params) => `按所選資料，兩個簽署方都是「${name}」，同一人會被要求簽署兩次。`,
  'FILE-NONE': ({ name = '' }: Params) => `所選資料的「${name}」中沒有檔案，沒有可簽署的內容。`,
  'FILE-TYPE': ({ file = '', allowed = '' }: Params) => `「${file}」的格式不能簽署，服務商支援：${allowed}。`,
  'DATE-PAST': ({ name = '', date = '' }: Params) => `「${name}」是 ${date}，已經過去；可改為發起後的天數。`,
  'NAME-FIXED': ({ name = '', fixed = '' }: Params) =>
    `按所選資料，檔名會變成「${fixed}」：原來的「${name}」含有不允許的字元或過長。`,
  'COUNT-BAD': ({ name = '', value = '' }: Params) =>
    `所選資料的「${name}」是 ${value}，用印次數必須是不小於 1 的整數。`,
  'DUP-BIND': ({ name = '' }: Params) => `「${name}」已用在另一處，這兩處不能相同，請換一個欄位。`,
  OVERLAP: () => '該流程已有另一份設定，執行時以那一份為準，請開啟那一份修改。',
  'I18N-GAP': ({ language = '' }: Params) => `有的文字寫了 ${language}，這一條沒有，介面會混用兩種語言。`,
  'RULE-FAILED': ({ name = '' }: Params) => `附加檢查「${name}」沒有完成，其結果未列出。`,
};
