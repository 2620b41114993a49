import { API_VERSION } from './api-request';

const REQUEST_ID = 'CEF72CEB-54B6-4AE8-B225-F876FF7BA984';

/** What SLB answers to a write that it accepts: the RequestId alone (slb-api.md 3.7, 3.8, 3.11), in both formats. */
export function expectedAnswer(action: string): { json: string; xml: string } {
  return {
    json: JSON.stringify({ RequestId: REQUEST_ID }, null, 2),
    xml: `<?xml version="1.0" encoding="UTF-8"?>
<${action}Response>
  <RequestId>${REQUEST_ID}</RequestId>
</${action}Response>`,
  };
}

/** The vendor's page of an operation, in the language of the reader; null: of the Terraform resource. */
export function referenceHref(action: string | null, locale: string): string {
  if (action === null)
    return 'https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/slb_listener';
  const host = locale === 'zh-CN' ? 'api.aliyun.com' : 'api.alibabacloud.com';
  return `https://${host}/document/Slb/${API_VERSION}/${action}`;
}
