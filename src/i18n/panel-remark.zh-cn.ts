/** Words for a remark that a signer writes where the document asks for one. */
export const panelRemarkZhCn = {
  remark: '备注内容',
  hint: '请填写，内容会显示在文件上',
  full: '此处已写满，多出的字没有写入；如需补充，请先删减',
  list: '需填写的内容',
  required: '必填',
  optional: '选填',
  box: '勾选框',
  write: '去填写',
  obscured: '文件在此处的表单域带有底色，签署后可能盖住所填内容。提交前请联系发起人，提交后请下载核对。',
};

export type PanelRemarkMessages = typeof panelRemarkZhCn;
