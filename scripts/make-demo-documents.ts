/** Makes the documents of the demo OA. Deterministic: the committed files change only with this script or the fonts. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import {
  concatTransformationMatrix,
  PDFDocument,
  PDFHexString,
  PDFName,
  rgb,
  type PDFFont,
  type PDFPage,
} from '@cantoo/pdf-lib';
import * as fontkit from 'fontkit';

import { fontFile } from '../host/signer/glyph-outlines.js';
import { contractArticles, contractGoods, specificationSections, specificationTable } from './demo-texts.js';

const A4 = { width: 595.28, height: 841.89 };
const MARGIN = { left: 72, right: 72, top: 84, bottom: 76 };
const LINE = 29;
const BODY = 13;
const INK = rgb(0.1, 0.1, 0.12);
const GREY = rgb(0.42, 0.42, 0.46);
const RULE = rgb(0.62, 0.62, 0.66);
const MADE_AT = new Date('2026-11-01T01:00:00Z');

/** Writes down a page and goes to the next one when it is full. */
class Writer {
  readonly pdf: PDFDocument;
  readonly font: PDFFont;
  readonly #header: string;
  page: PDFPage;
  /** The page as shown. */
  #size = A4;
  readonly #sizes: { width: number; height: number }[] = [];
  y = 0;

  constructor(pdf: PDFDocument, font: PDFFont, header: string) {
    this.pdf = pdf;
    this.font = font;
    this.#header = header;
    this.page = this.addPage();
  }

  addPage({ sideways = false } = {}): PDFPage {
    this.page = this.pdf.addPage([A4.width, A4.height]);
    this.#size = sideways ? { width: A4.height, height: A4.width } : A4;
    this.#sizes.push(this.#size);
    if (sideways) {
      this.page.node.set(PDFName.of('Rotate'), this.pdf.context.obj(90));
      this.page.pushOperators(concatTransformationMatrix(0, 1, -1, 0, A4.width, 0));
    }
    this.y = this.#size.height - MARGIN.top;
    return this.page;
  }

  get width(): number {
    return this.#size.width - MARGIN.left - MARGIN.right;
  }

  text(text: string, x: number, y: number, size = BODY, color = INK): void {
    this.page.drawText(text, { x, y, size, font: this.font, color });
  }

  centred(text: string, size: number, color = INK): void {
    this.text(text, (this.#size.width - this.font.widthOfTextAtSize(text, size)) / 2, this.y, size, color);
    this.y -= size * 1.9;
  }

  heading(text: string): void {
    this.need(LINE * 3);
    this.y -= 8;
    this.text(text, MARGIN.left, this.y, 15);
    this.y -= LINE + 3;
  }

  paragraph(text: string, indent = 2): void {
    for (const line of this.#wrap(text, indent)) {
      this.need(LINE);
      this.text(line.text, MARGIN.left + line.indent, this.y);
      this.y -= LINE;
    }
    this.y -= 8;
  }

  /** A table with a header row; widths are shares of the line. */
  table(rows: readonly (readonly string[])[], shares: readonly number[]): void {
    const height = 27;
    rows.forEach((row, index) => {
      this.need(height * 2);
      const top = this.y + 15;
      let x = MARGIN.left;
      if (index === 0) {
        const shade = rgb(0.93, 0.94, 0.96);
        this.page.drawRectangle({ x, y: top - height, width: this.width, height, color: shade });
      }
      row.forEach((cell, column) => {
        const width = this.width * (shares[column] ?? 0);
        this.page.drawRectangle({ x, y: top - height, width, height, borderColor: RULE, borderWidth: 0.6 });
        this.text(cell, x + 5, top - height + 9, 10);
        x += width;
      });
      this.y -= height;
    });
    this.y -= 12;
  }

  need(height: number): void {
    if (this.y - height < MARGIN.bottom) this.addPage();
  }

  /** Headers and footers, when the number of pages is known. */
  finish(): void {
    const pages = this.pdf.getPages();
    pages.forEach((page, index) => {
      this.page = page;
      const { width, height } = this.#sizes[index] ?? A4;
      const top = height - 48;
      const right = width - MARGIN.right;
      this.text(this.#header, MARGIN.left, top, 9, GREY);
      page.drawLine({
        start: { x: MARGIN.left, y: top - 8 },
        end: { x: right, y: top - 8 },
        thickness: 0.5,
        color: RULE,
      });
      const label = `第 ${index + 1} 页 / 共 ${pages.length} 页`;
      this.text(label, (width - this.font.widthOfTextAtSize(label, 9)) / 2, 40, 9, GREY);
    });
  }

  /** Chinese lines break between any two characters, but not before closing punctuation nor inside a number or word. */
  #wrap(text: string, indent: number): { text: string; indent: number }[] {
    const lines: { text: string; indent: number }[] = [];
    let line = '';
    let left = indent * BODY;
    for (const word of text.match(/[A-Za-z0-9.,%¥\-/]+|./gu) ?? []) {
      const closing = /^[，。；：、）」》！？”]$/u.test(word);
      if (!closing && this.font.widthOfTextAtSize(line + word, BODY) > this.width - left) {
        lines.push({ text: line, indent: left });
        line = '';
        left = 0;
      }
      line += word;
    }
    lines.push({ text: line, indent: left });
    return lines;
  }
}

async function open(title: string): Promise<{ pdf: PDFDocument; font: PDFFont }> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.registerFontkit(fontkit);
  pdf.setTitle(title);
  pdf.setLanguage('zh-CN');
  pdf.setCreationDate(MADE_AT);
  pdf.setModificationDate(MADE_AT);
  // the library names a subset by chance; a given name keeps the file the same on every run
  const font = await pdf.embedFont(await readFile(fontFile('sans')), { subset: true, customName: 'ESIGNA+NotoSansSC' });
  return { pdf, font };
}

async function save(pdf: PDFDocument, id: string): Promise<Uint8Array> {
  const fileId = PDFHexString.of(id.repeat(8));
  pdf.context.trailerInfo.ID = pdf.context.obj([fileId, fileId]);
  return pdf.save({ useObjectStreams: true });
}

/** 《服务器采购合同》: twelve pages; the places to seal are on the last one. */
async function makeContract(): Promise<Uint8Array> {
  const { pdf, font } = await open('服务器采购合同');
  const writer = new Writer(pdf, font, '服务器采购合同    合同编号：YJ-CG-2026-1107');
  writer.y -= 150;
  writer.centred('服务器采购合同', 30);
  writer.y -= 8;
  writer.centred('合同编号：YJ-CG-2026-1107', 13, GREY);
  writer.y -= 130;
  const parties = [
    ['甲方（采购方）', '上海远景信息技术有限公司'],
    ['乙方（供货方）', '北京联创云科科技有限公司'],
    ['签订地点', '上海市浦东新区'],
    ['签订日期', '2026 年 11 月 20 日'],
  ] as const;
  for (const [label, value] of parties) {
    writer.text(label, 130, writer.y, 13, GREY);
    writer.text(value, 250, writer.y, 13);
    const line = { start: { x: 246, y: writer.y - 6 }, end: { x: 465, y: writer.y - 6 } };
    writer.page.drawLine({ ...line, thickness: 0.6, color: RULE });
    writer.y -= 38;
  }
  writer.addPage();
  for (const { title, paragraphs, goods, newPage } of contractArticles) {
    if (newPage) writer.addPage();
    writer.heading(title);
    for (const paragraph of paragraphs) writer.paragraph(paragraph);
    if (goods) writer.table(contractGoods, [0.08, 0.25, 0.26, 0.09, 0.15, 0.17]);
  }
  writer.addPage();
  writer.y -= 24;
  writer.centred('签  署  页', 20);
  writer.y -= 6;
  writer.paragraph('（本页无正文，为《服务器采购合同》之签署页。双方已充分阅读并理解本合同全部条款。）', 2);
  writer.y -= 18;
  const sides = [
    ['甲方（盖章）：', '上海远景信息技术有限公司', '上海市浦东新区张江路 88 号', '021-5555 8800'],
    ['乙方（盖章）：', '北京联创云科科技有限公司', '北京市海淀区中关村东路 66 号', '010-6666 9900'],
  ] as const;
  for (const [label, name, address, phone] of sides) {
    writer.text(label, MARGIN.left, writer.y, 13.5);
    writer.text(name, MARGIN.left + 96, writer.y, 13.5);
    const rows = [
      '法定代表人或授权代表（签字）：',
      `地址：${address}`,
      `电话：${phone}`,
      '日期：        年      月      日',
    ];
    rows.forEach((row, index) => writer.text(row, MARGIN.left, writer.y - 46 - index * 32, 12));
    writer.y -= 250;
  }
  writer.finish();
  return save(pdf, 'c0a7');
}

/** 《技术规格书》: three pages, the second one shown sideways. */
async function makeSpecification(): Promise<Uint8Array> {
  const { pdf, font } = await open('技术规格书');
  const writer = new Writer(pdf, font, '技术规格书    合同附件一    YJ-CG-2026-1107-01');
  writer.y -= 10;
  writer.centred('技术规格书', 24);
  const [first, last] = specificationSections;
  for (const { title, paragraphs } of first) {
    writer.heading(title);
    for (const paragraph of paragraphs) writer.paragraph(paragraph);
  }
  writer.addPage({ sideways: true });
  writer.heading('三、主要技术参数');
  writer.table(specificationTable, [0.06, 0.17, 0.18, 0.14, 0.17, 0.14, 0.14]);
  writer.paragraph('注：表中参数为最低要求，乙方提供的货物可以优于但不得低于表中参数。');
  writer.addPage();
  for (const { title, paragraphs } of last) {
    writer.heading(title);
    for (const paragraph of paragraphs) writer.paragraph(paragraph);
  }
  writer.finish();
  return save(pdf, '5bec');
}

const folder = fileURLToPath(new URL('../host/demo/documents/', import.meta.url));
await mkdir(folder, { recursive: true });
await writeFile(`${folder}purchase-contract.pdf`, await makeContract());
await writeFile(`${folder}technical-specification.pdf`, await makeSpecification());
