/** What a call does wrong, by e签宝's number. */
export class EsignFault extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
