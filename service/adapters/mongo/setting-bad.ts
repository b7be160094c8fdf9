/** Apart from what else can go wrong, so that the process can tell it without loading the driver. */

/** `MONGODB_URI` can't work: no address of a MongoDB, or the server refuses the account. `reason` holds no password. */
export class MongoSettingBad extends Error {
  readonly reason: string;
  constructor(reason: string, options: { cause?: unknown } = {}) {
    super(`MONGODB_URI can’t be used: ${reason}`, options);
    this.name = 'MongoSettingBad';
    this.reason = reason;
  }
}
