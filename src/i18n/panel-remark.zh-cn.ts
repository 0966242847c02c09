/** Words for a remark that a signer writes where the document asks for one. */
export const panelRemarkZhCn = {
  remark: '备注内容',
  hint: '请填写，内容会显示在文件上',
  full: '此处已写满，超出的部分没有保留',
};

export type PanelRemarkMessages = typeof panelRemarkZhCn;
