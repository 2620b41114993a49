import { Alert, Button, Checkbox, Collapse, Divider, Drawer, Form, Input, InputNumber, Radio } from 'antd';
import { Segmented, Select, Switch } from 'antd';

const required = { required: true };

function range(min, max) {
  return { type: 'number', min, max };
}

/** The same form as Sluice's: its fields, conditions, bounds and defaults. */
export function CreateListener({ open, onClose, rows, onCreate }) {
  const [form] = Form.useForm();
  const regionId = Form.useWatch('regionId', form);
  const bandwidthKind = Form.useWatch('bandwidthKind', form);
  const backendKind = Form.useWatch('backendKind', form);
  const checkType = Form.useWatch('checkType', form);
  const aclStatus = Form.useWatch('aclStatus', form);
  const aclType = Form.useWatch('aclType', form);
  const persistence = Form.useWatch('persistence', form);
  const instances = new Map(
    rows.filter((row) => row.regionId === regionId).map((row) => [row.loadBalancerId, row.instance]),
  );

  return (
    <Drawer
      open={open}
      onClose={onClose}
      size="large"
      title="Create a TCP listener"
      footer={
        <Button type="primary" onClick={() => form.submit()}>
          Create listener
        </Button>
      }
    >
      <Form
        form={form}
        layout="vertical"
        scrollToFirstError={{ focus: true }}
        initialValues={{
          bandwidthKind: 'limited',
          backendKind: 'port',
          scheduler: 'wrr',
          checkType: 'tcp',
          checkCodes: ['http_2xx'],
        }}
        onFinish={(values) =>
          onCreate({
            ...rows[0],
            ...values,
            id: `${values.loadBalancerId}/${values.port}`,
            status: 'stopped',
          })
        }
      >
        <Divider titlePlacement="left">Listener</Divider>
        <Form.Item name="regionId" label="Region" rules={[required]}>
          <Select showSearch options={options(rows.map((row) => row.regionId))} />
        </Form.Item>
        <Form.Item name="loadBalancerId" label="Instance" rules={[required]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={[...instances].map(([id, name]) => ({ value: id, label: `${name} ${id}` }))}
          />
        </Form.Item>
        <Form.Item name="port" label="Listener port" extra="1–65535" rules={[required, range(1, 65_535)]}>
          <InputNumber suffix="TCP" />
        </Form.Item>
        <Form.Item name="bandwidthKind" label="Bandwidth">
          <Segmented options={choices({ limited: 'Limited', unlimited: 'Unlimited' })} />
        </Form.Item>
        {bandwidthKind === 'limited' && (
          <Form.Item name="mbps" extra="1–5000 Mbit/s" rules={[required, range(1, 5000)]}>
            <InputNumber suffix="Mbit/s" />
          </Form.Item>
        )}
        <Form.Item
          name="description"
          label="Description"
          rules={[{ max: 80 }, { pattern: /^[A-Za-z0-9\-/._ \p{Script=Han}]*$/u }]}
        >
          <Input showCount maxLength={80} />
        </Form.Item>

        <Divider titlePlacement="left">Backend</Divider>
        <Form.Item name="backendKind" label="Servers">
          <Segmented
            options={choices({
              port: 'Default group',
              'vserver-group': 'VServer group',
              'primary-secondary-group': 'Primary/secondary',
            })}
          />
        </Form.Item>
        {backendKind === 'vserver-group' && (
          <Form.Item name="vServerGroupId" label="VServer group" rules={[required]}>
            <Select showSearch options={options(['rsp-1', 'rsp-2'])} />
          </Form.Item>
        )}
        {backendKind === 'primary-secondary-group' && (
          <Form.Item name="primarySecondaryGroupId" label="Primary/secondary server group" rules={[required]}>
            <Select showSearch options={options(['rsp-3', 'rsp-4'])} />
          </Form.Item>
        )}
        {backendKind !== 'vserver-group' && (
          <Form.Item name="backendPort" label="Backend port" rules={[required, range(1, 65_535)]}>
            <InputNumber suffix="TCP" />
          </Form.Item>
        )}
        <Form.Item name="scheduler" label="Scheduling algorithm">
          <Radio.Group
            options={choices({ wrr: 'wrr, by weight', wlc: 'wlc, least busy', rr: 'rr, in turn' })}
          />
        </Form.Item>

        <Divider titlePlacement="left">Health check</Divider>
        <Form.Item name="checkType" label="Type">
          <Segmented options={choices({ tcp: 'TCP connect', http: 'HTTP HEAD' })} />
        </Form.Item>
        {checkType === 'http' && (
          <>
            <Form.Item name="checkUri" label="Path" rules={[required, { pattern: /^\//, max: 80 }]}>
              <Input />
            </Form.Item>
            <Form.Item name="checkDomain" label="Domain" rules={[{ pattern: /^(\$_ip|[\w.-]*)$/, max: 80 }]}>
              <Input />
            </Form.Item>
            <Form.Item name="checkCodes" label="Success codes" rules={[{ type: 'array', min: 1 }]}>
              <Checkbox.Group options={options(['http_2xx', 'http_3xx', 'http_4xx', 'http_5xx'])} />
            </Form.Item>
          </>
        )}
        <Form.Item name="checkPort" label="Check port" rules={[range(1, 65_535)]}>
          <InputNumber />
        </Form.Item>
        <Form.Item name="checkTimeout" label="Timeout" extra="1–300 s, default 5" rules={[range(1, 300)]}>
          <InputNumber suffix="s" />
        </Form.Item>
        <Form.Item name="checkInterval" label="Interval" extra="1–50 s, default 2" rules={[range(1, 50)]}>
          <InputNumber suffix="s" />
        </Form.Item>
        <Form.Item name="healthy" label="Healthy threshold" extra="2–10, default 3" rules={[range(2, 10)]}>
          <InputNumber prefix="back after" />
        </Form.Item>
        <Form.Item
          name="unhealthy"
          label="Unhealthy threshold"
          extra="2–10, default 3"
          rules={[range(2, 10)]}
        >
          <InputNumber prefix="out after" />
        </Form.Item>

        <Divider titlePlacement="left">Access control</Divider>
        <Form.Item name="aclStatus" label="Restrict addresses" valuePropName="checked">
          <Switch />
        </Form.Item>
        {aclStatus && (
          <>
            <Form.Item name="aclType" label="Kind" rules={[required]}>
              <Segmented options={choices({ white: 'Allowlist', black: 'Denylist' })} />
            </Form.Item>
            <Form.Item name="aclId" label="List" rules={[required]}>
              <Select showSearch options={options(['acl-1', 'acl-2'])} />
            </Form.Item>
            {aclType === 'white' && (
              <Alert
                type="warning"
                showIcon
                title="An empty allowlist forwards everything"
                description={
                  <Form.Item name="acknowledged" valuePropName="checked" noStyle>
                    <Checkbox>Leave it open to all</Checkbox>
                  </Form.Item>
                }
              />
            )}
          </>
        )}

        <Collapse
          items={[
            {
              key: 'advanced',
              label: 'Advanced',
              forceRender: true,
              children: (
                <>
                  <Form.Item name="persistence" label="Session persistence" valuePropName="checked">
                    <Switch />
                  </Form.Item>
                  {persistence && (
                    <Form.Item
                      name="persistenceTimeout"
                      label="Persistence timeout"
                      rules={[required, range(1, 3600)]}
                    >
                      <InputNumber suffix="s" />
                    </Form.Item>
                  )}
                  <Form.Item name="established" label="Established timeout" rules={[range(10, 900)]}>
                    <InputNumber suffix="s" />
                  </Form.Item>
                </>
              ),
            },
          ]}
        />
        <Form.Item name="start" valuePropName="checked">
          <Checkbox>Start it right away</Checkbox>
        </Form.Item>
      </Form>
    </Drawer>
  );
}

function options(values) {
  return [...new Set(values)].map((value) => ({ value, label: value }));
}

function choices(words) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}
