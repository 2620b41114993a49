import { expect, test } from 'vitest';
import { part, renderCreateForm, unfoldAdvanced } from '@/components/listeners/form/testing/create-form';

test('the form reads group by group: each control with its name, its default and what it may be', async () => {
  await renderCreateForm();
  await expect.element(part('Listener')).toMatchAriaInlineSnapshot(`
    - region "Listener":
      - heading "Listener" [level=2]
      - paragraph: Where clients connect
      - text: Region
      - combobox "Region":
        - option "Select a region"
        - option "cn-hangzhou China (Hangzhou)" [selected]
      - paragraph: Required
      - text: Instance
      - combobox "Instance": edge lb-edge
      - paragraph: public, billed by traffic
      - text: Listener port
      - textbox "Listener port"
      - text: TCP
      - paragraph: 1–65535, required
      - text: Bandwidth
      - radiogroup "Bandwidth":
        - radio "Limited" [checked]
        - text: Limited
        - radio "Unlimited"
        - text: Unlimited
      - textbox "Bandwidth, Mbit/s"
      - text: Mbit/s
      - paragraph: 1–5000 Mbit/s, or unlimited. Required
      - text: Description
      - textbox "Description"
      - paragraph: 0 of 80. Letters, digits, Chinese characters, spaces and - / . _
  `);
  await expect.element(part('Backend')).toMatchAriaInlineSnapshot(`
    - region "Backend":
      - heading "Backend" [level=2]
      - paragraph: Where traffic goes
      - text: Servers
      - radiogroup "Servers":
        - radio "Default group" [checked]
        - text: Default group
        - radio "VServer group"
        - text: VServer group
        - radio "Primary/secondary"
        - text: Primary/secondary
      - list "Servers of the default server group":
        - listitem: 10.0.4.11 weight 100 healthy
        - listitem: i-two weight 0, no new connections unhealthy
        - listitem: i-three weight not returned health unknown
      - paragraph: "Default: the servers added to the instance"
      - text: Backend port
      - textbox "Backend port"
      - text: TCP
      - paragraph: 1–65535, required
      - text: Scheduling algorithm
      - radiogroup "Scheduling algorithm":
        - radio "wrr Weighted round robin" [checked]
        - text: wrr Weighted round robin
        - radio "wlc Weighted least connections"
        - text: wlc Weighted least connections
        - radio "rr Round robin (ignores weights)"
        - text: rr Round robin (ignores weights)
      - paragraph: Default wrr
  `);
  await expect.element(part('Health check')).toMatchAriaInlineSnapshot(`
    - region "Health check":
      - heading "Health check" [level=2]
      - paragraph: When servers are removed and restored
      - text: Protocol
      - radiogroup "Protocol":
        - radio "TCP connect" [checked]
        - text: TCP connect
        - radio "HTTP HEAD"
        - text: HTTP HEAD
      - paragraph: Default TCP
      - text: Check port
      - textbox "Check port"
      - paragraph: "1–65535. Default: the backend port"
      - text: Timeout
      - textbox "Timeout":
        - /placeholder: "5"
      - text: s
      - paragraph: 1–300 s, default 5
      - text: Interval
      - textbox "Interval":
        - /placeholder: "2"
      - text: s
      - paragraph: 1–50 s, default 2
      - text: Thresholds
      - group "Thresholds":
        - text: healthy after
        - textbox "Healthy threshold":
          - /placeholder: "3"
        - text: unhealthy after
        - textbox "Unhealthy threshold":
          - /placeholder: "3"
      - paragraph: 2–10 checks in a row, default 3
  `);
  await expect.element(part('Access control')).toMatchAriaInlineSnapshot(`
    - region "Access control":
      - heading "Access control" [level=2]
      - paragraph: Which addresses can connect
      - text: Access control
      - switch "Access control"
      - paragraph: "Default off: everyone can connect"
  `);
  await unfoldAdvanced();
  await expect.element(part('Advanced')).toMatchAriaInlineSnapshot(`
    - region "Advanced":
      - heading "Advanced" [level=2]
      - paragraph: Session persistence and idle timeout, both at their defaults
      - button "Hide" [expanded]
      - text: Session persistence
      - switch "Session persistence"
      - paragraph: Until the timeout ends, connections from one address go to the same server
      - paragraph: "Default off: each connection is scheduled independently"
      - text: Established timeout
      - textbox "Established timeout":
        - /placeholder: "900"
      - text: s
      - paragraph: A connection without traffic is closed after this long
      - paragraph: 10–900 s, default 900
  `);
});
