/** What a call does wrong: the service answers 200 with a code such as `InvalidParameter.FlowName`, and a text. */
export class TencentFault extends Error {
  readonly code: string;

  constructor(code: string, message = code) {
    super(message);
    this.code = code;
  }
}
