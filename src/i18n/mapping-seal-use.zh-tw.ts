// Written by `npm run i18n` from mapping-seal-use.zh-cn.ts; not edited by hand.
import type { SlotWords } from './mapping-slots.zh-cn.js';

/** The slots of a physical-seal mapping by their id (P-02…P-14); those of its basics are shared with signing. */
export const sealUseSlotsZhTw = {
  sealProvider: { name: '服務商', help: '由哪一家服務商管理實體印章。只列出支援物理用印且已繫結的服務商。' },
  sealBinding: { name: '繫結服務', help: '連線服務商時使用的帳號和地址。更換僅影響之後的用印申請。' },
  sealEnabled: { name: '啟用', help: '停用的設定在執行時不做任何事，表單上也不能申請用印。' },
  sealSubject: { name: '用印主題', help: '用印申請的標題，印章管理員在審批和用印時看到。' },
  applicant: { name: '申請人', help: '以誰的名義申請用印；用印碼發給此人。' },
  fileType: { name: '檔案型別', help: '服務商「基礎設定 - 檔案型別」中的型別，決定用印流程。' },
  physicalSeals: { name: '物理印章', help: '本次申請使用的實體印章，可以多枚。' },
  useCount: { name: '用印次數', help: '申請的蓋章次數，必須是大於等於 1 的整數。' },
  applyAt: { name: '用印申請節點/出口', help: '流程到達這些位置時，向服務商提交用印申請。' },
  sealButtonField: { name: '操作按鈕顯示欄位', help: '「檢視用印」按鈕顯示在這個欄位上。' },
  useCodeInto: { name: '用印碼回寫欄位', help: '申請成功後，用印碼寫入主表的這個文本欄位。' },
  appendCount: { name: '追加用印次數', help: '再申請的蓋章次數，取自數字欄位或內容為整數的文本欄位。' },
  appendSeamCount: { name: '追加騎縫章用印次數', help: '再申請的騎縫章次數；不需要騎縫章時留空。' },
  appendCodeInto: { name: '追加用印碼回寫欄位', help: '追加成功後，新的用印碼寫入主表的這個文本欄位。' },
  appendAt: { name: '追加用印次數節點/出口', help: '流程到達這些位置時追加次數；必須先設定上面的追加次數。' },
  endAt: { name: '用印結束節點/出口', help: '流程到達這些位置時結束用印，未用完的次數作廢。' },
} satisfies Record<string, SlotWords>;
