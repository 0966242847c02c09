/** What is used of the vendor's SDK; its own types let answers be anything. */
declare module 'tencentcloud-sdk-nodejs-common' {
  import type { Agent } from 'node:http';

  export class CommonClient {
    constructor(
      host: string,
      apiVersion: string,
      config: {
        credential: { secretId: string; secretKey: string };
        /** `reqTimeout` in seconds. */
        profile: { httpProfile: { protocol: string; reqTimeout: number; agent: Agent } };
      },
    );
    /** Answers with the member `Response`. A refusal of the service is an error with its `code`. */
    request(action: string, body: object): Promise<unknown>;
  }
}
