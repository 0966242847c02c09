import { PDFDocument, PDFHexString, PDFName } from '@cantoo/pdf-lib';

/** A page with a text field for each name, of which a service makes a template. */
export async function templatePdf(names: readonly string[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const page = pdf.addPage([595.28, 841.89]);
  names.forEach((name, index) => {
    const at = { x: 72, y: 720 - 40 * index, width: 300, height: 24 };
    pdf.getForm().createTextField(name).addToPage(page, at);
  });
  return pdf.save();
}

/** The PDF with texts in its fields; null where it has no field of a name. */
export async function fillPdf(bytes: Uint8Array, texts: Readonly<Record<string, string>>): Promise<Uint8Array | null> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const fields = pdf.getForm().getFields();
  for (const [name, text] of Object.entries(texts)) {
    const field = fields.find((candidate) => candidate.getName() === name);
    if (!field) return null;
    field.acroField.dict.set(PDFName.of('V'), PDFHexString.fromText(text));
  }
  return pdf.save({ updateFieldAppearances: false });
}
