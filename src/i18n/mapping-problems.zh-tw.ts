// Written by `npm run i18n` from mapping-problems.zh-cn.ts; not edited by hand.
import { mappingChecksZhTw } from './mapping-checks.zh-tw.js';
import { sealUseWordsZhTw } from './mapping-seal-use.zh-tw.js';

type Params = Readonly<Record<string, string>>;

const refusals: Readonly<Record<string, string>> = {
  typeMismatch: '欄位型別不符',
  otherBrowse: '瀏覽框的型別不符',
  needsRelated: '需要關聯記錄裡的欄位，OA 沒有提供',
  needsDirectory: 'OA 無法查詢部門負責人和成員',
  otherTable: '它屬於其他明細表',
  mainTableOnly: '此處只能用主表字段',
  mustFitDirectly: '此處不做轉換',
  takesNoField: '此處不能繫結欄位',
  conversionNotPossible: '所選轉換不適用於該欄位',
  kindNotAllowed: '此處不能用這種取值方式',
  conversionMissing: '還沒有選擇轉換方式',
  notWholeNumber: '須為 1 以上的整數',
};

const conversions: Readonly<Record<string, string>> = {
  firstPerson: '只取第一人',
  personCompany: '只取第一人的公司',
  personContact: '只取第一人的聯絡方式',
  firstOption: '只取第一個選項',
};

const capabilities: Readonly<Record<string, string>> = {
  ...sealUseWordsZhTw.events,
  eSign: '電子簽署',
  multiDocument: '一次簽署多個檔案',
  ordered: '有序簽署',
  draft: '儲存為草稿',
  formFieldPlacement: '按表單域定位',
  seamPlacement: '騎縫章',
  keywordPlacement: '按關鍵字定位',
  templates: '檔案模板',
  emailSigner: '用電子郵件簽署',
  silentSign: '靜默簽',
  alternateSigners: '或簽（多人中一人簽署即可）',
  dateStyle: '簽署日期樣式',
  fillIns: '勾選框和備註',
  cc: '抄送',
  physicalSeal: '物理用印',
  physicalAppend: '追加用印次數',
  physicalEnd: '主動結束用印',
  remind: '催辦',
};

/** What is wrong and what to do, by the code of a problem. */
export const mappingProblemsZhTw = {
  ...mappingChecksZhTw,
  REQ: () => '此項必填，請繫結欄位或填寫內容。',
  TYPE: ({ name = '', reason = '' }: Params) =>
    `「${name}」不能用在這裡：${refusals[reason] ?? '型別不符'}。請換一個欄位。`,
  GONE: ({ name = '', reason = '', part = '' }: Params) =>
    reason === 'notSigning'
      ? '這條規則的簽署方目前不簽署，請換一個簽署方或刪除規則。'
      : `${part === 'condition' ? '取行條件中的' : ''}「${name}」已不存在，請重新選擇。`,
  RENAMED: ({ name = '', label = '' }: Params) => `欄位「${name}」已改名為「${label}」，重新繫結後採用新名稱。`,
  RETYPED: ({ name = '' }: Params) => `欄位「${name}」的型別已改變，請重新繫結。`,
  CARD: ({ name = '', reason = '' }: Params) =>
    reason === 'rowsNotPossible'
      ? `「${name}」不能這樣取行，請重新選擇。`
      : `「${name}」有多行，請指定取第一行、最後一行、符合條件的行、合併或行數。`,
  SCOPE: ({ name = '', table = '', part = '' }: Params) =>
    part === 'condition'
      ? `取行條件中的「${name}」不是「${table}」的欄位，請換一個。`
      : `「${name}」屬於其他明細表，此處只能用「${table}」和主表的欄位。請換一個欄位。`,
  'CONV-LOSS': ({ name = '', conversion = '' }: Params) =>
    `「${name}」${conversions[conversion] ?? ''}：其餘的值不起作用，請確認。`,
  'LOOKUP-GAP': ({ name = '', options = '', reason = '' }: Params) =>
    reason === 'empty'
      ? `「${name}」的對照表還沒有內容，請填寫。`
      : `「${name}」的對照表缺少取值：${options}。請補全，或填寫「其他所有值」。`,
  'SIGN-MANY': ({ name = '' }: Params) =>
    `「${name}」可以填多人，而所選服務不支援或簽；填了多人的資料不會建立簽署檔案。`,
  'SIGN-NONE': () => '還沒有任何簽署方，請添加簽署方，或讓發起組織簽署。',
  'SIGN-CONTACT': ({ reason = '', name = '' }: Params) =>
    reason === 'invalid' ? `「${name}」不是有效的手機號碼或電子郵件。` : '外部簽署方需要手機號碼或電子郵件，請繫結。',
  'SIGN-ORDER': ({ order = '' }: Params) =>
    `有多個簽署方的順序都是 ${order}，他們可以同時簽署；如需先後，請改為不同的數字。`,
  'FLOW-ORDER': ({ name = '', reason = '' }: Params) => {
    if (reason === 'appendBeforeApply') return `「${name}」在用印申請之前，追加不會發生。請選擇申請之後的位置。`;
    if (reason === 'endBeforeApply') return `「${name}」在用印申請之前，結束不會發生。請選擇申請之後的位置。`;
    if (reason === 'launchBeforeCreate') return `「${name}」走不到建立之後，請選擇建立位置之後的節點或出口。`;
    if (reason === 'createCanBeMissed') return `有的路徑不經過建立就到達「${name}」，那樣不會有檔案可發起。`;
    return `流程到「${name}」時檔案可能還沒有發起，請檢查簽署節點。`;
  },
  'FLOW-BACK': ({ name = '', reason = '' }: Params) =>
    reason === 'createdOnce'
      ? `流程可能多次經過「${name}」，檔案只在第一次經過時建立，不會重複建立。`
      : `流程可能退回填寫表單後再次經過「${name}」，那時原檔案仍有效，不會按新內容重新建立。請開啟「重新建立檔案」，或改在更後的位置建立。`,
  'FLOW-TWICE': ({ name = '' }: Params) =>
    `無論走哪條路徑，到「${name}」時檔案都已建立，此處不會再建立，請去掉其中一處。`,
  'FLOW-HIDE': ({ name = '', reason = '' }: Params) =>
    reason === 'party'
      ? `有簽署方在「${name}」簽署，其他節點也看不到簽署按鈕，請在此顯示。`
      : '所有簽署節點都隱藏了簽署按鈕，沒有人能簽署，請至少在一個節點顯示。',
  'FLOW-LOST': ({ name = '' }: Params) => `從流程開始沒有路徑能到達「${name}」，請選擇其他位置。`,
  'FLOW-OPEN': ({ name = '' }: Params) => `出口「${name}」沒有目標節點，流程不會經過，請選擇其他出口。`,
  'FLOW-ARCHIVE': ({ name = '' }: Params) => `「${name}」是歸檔節點，到達後可能沒有人再來簽署，請選擇更早的節點。`,
  'FLOW-EARLY': ({ name = '', reason = '' }: Params) =>
    reason === 'noButton'
      ? `流程到「${name}」時還沒有人簽署，此處不會顯示下載按鈕。`
      : `流程到「${name}」時還沒有人簽署，此處下載的檔案沒有印章。`,
  'CALL-EMPTY': () => '此事件沒有動作，發生時什麼都不會做。請新增動作，或移除此事件。',
  'NAME-BAD': ({ fixed = '' }: Params) => `含有檔名不允許的字元，將變成「${fixed}」。`,
  'LABEL-DUP': ({ text = '' }: Params) => `有兩個按鈕都叫「${text}」，操作人分不清，請改用不同的名稱。`,
  'LABEL-LONG': ({ text = '', fits = '' }: Params) => `「${text}」超過 ${fits} 字，顯示時可能被截斷，請縮短。`,
  'ID-BAD': ({ name = '' }: Params) => `「${name}」不是有效的編號：不能含空格和 / ? # % \\ 等字元，最多 120 個字元。`,
  'CALL-OFF': ({ name = '' }: Params) => `動作流「${name}」已停用，事件發生時不會執行。請啟用它或換一個。`,
  'CALL-DUP': ({ name = '' }: Params) => `同一事件已觸發「${name}」，重複的規則不會再執行一遍，可以刪除。`,
  'OP-NO-STOP': () => '到了這一時機已不能攔住提交，此檢查不會有作用。請改為節點「之後」或出口「之前」。',
  'OP-NO-PASS': ({ reason = '' }: Params) =>
    reason === 'tooLate'
      ? '同一時機還有「靜默簽」：靜默簽在檢查通過後才執行，此處不起作用。請移到更早的位置，或刪除它：輪到時會自動簽署。'
      : '同一時機還有「靜默簽」：檢查先於靜默簽，提交被攔住後靜默簽不會執行，永遠無法通過。請把靜默簽移到更早的位置。',
  'OP-LATE': () => '流程到歸檔就結束了，此操作不會有作用。請移到歸檔之前的節點或出口。',
  'OP-NEEDS': ({ reason = '' }: Params) =>
    reason === 'downloadField'
      ? '還沒有設定「檔案下載至表單欄位」，沒有可寫入的地方。'
      : '沒有開啟靜默簽的簽署方，此操作不會有作用。',
  'FILL-PLACE': () => '勾選框和備註要按座標、關鍵字或 PDF 表單域定位，請更換定位方式。',
  'FILL-SILENT': () => '靜默簽的簽署方無法填寫必填內容，會簽不了。請改為選填，或換一個簽署方。',
  CAPABILITY: ({ capability = '' }: Params) =>
    `所選服務商不支援${capabilities[capability] ?? capability}，請更換服務商或調整此項。`,
};
