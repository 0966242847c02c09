// Written by `npm run i18n` from panel-reader.zh-cn.ts; not edited by hand.
export const panelReaderZhTw = {
  back: (page: number) => `回到第 ${page} 頁`,
  external: '開啟外部連結？',
  externalText: '此連結來自檔案內容，將離開當前系統。請核對加粗的部分後再開啟：',
  doubts: {
    letters: '域名中含有特殊字元，可能在冒充其他網站',
    login: '域名前面帶有使用者名稱，真正要訪問的是加粗的部分',
    plain: '連線未加密（http）',
  },
  refused: '此連結不會被開啟',
  refusedWhy: {
    scheme: '只能開啟網頁（http、https）和郵件（mailto）連結；會執行程式、指令碼或開啟本機檔案的連結一律不執行。',
    broken: '連結中的地址不完整或不正確，請向檔案的提供方索取正確的地址。',
    long: '連結中的地址過長，無法核對，因此不能開啟。',
  },
  copy: '複製地址',
  copied: '已複製',
  copyFailed: '未能複製，請選中地址後手動複製',
  open: '開啟',
  cancel: '取消',
  close: '關閉',
  view: '檢視',
  turnRight: '順時針旋轉檢視',
  turnLeft: '逆時針旋轉檢視',
};
