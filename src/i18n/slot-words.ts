/** Name of a slot, and where its value shows at run time. `choices` name the values of a choice. */
export interface SlotWords {
  readonly name: string;
  readonly help: string;
  readonly choices?: Readonly<Record<string, string>>;
}
