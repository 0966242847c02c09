// Written by `npm run i18n` from mapping-record.zh-cn.ts; not edited by hand.
/** The words of the record that results are shown for. */
export const mappingRecordZhTw = {
  label: '試算資料',
  help: '卡片上「=」後面是用這份資料算出的結果，只用於核對，不會儲存。',
  previous: '上一份資料',
  next: '下一份資料',
  at: (index: number, count: number) => `${index} / ${count}`,
  samples: {
    filled: '示例：全部填寫',
    required: '示例：只填必填',
    noRows: '示例：明細無行',
    blank: '示例：全部空白',
  },
  empty: '（此資料中為空）',
  faults: {
    CARD: '有多行，還沒有指定取哪一行',
    TYPE: '值的型別不符',
    UNREADABLE: '內容無法識別',
    UNKNOWN: '找不到對應的人員或公司',
    'LOOKUP-GAP': '對照表沒有對應的值',
    REQ: '此資料中為空，而此項必填，不會建立檔案',
    'TOO-LONG': '超過 200 個字元，不會建立檔案',
    'SIGN-NONE': '沒有簽署人，不會建立檔案',
    'SIGN-CONTACT': '不是有效的手機號碼或電子郵件，不會建立檔案',
    'DATE-PAST': '已經過去，不會建立檔案',
    'ORDER-BAD': '順序須為 1 以上的整數',
    'COUNT-BAD': '次數須為整數，且不能小於允許的值',
  } as Readonly<Record<string, string>>,
  result: (text: string) => `= ${text}`,
};
