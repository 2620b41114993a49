"""The whole life of an instance by Apache Libcloud's SLB driver, unmodified. Prints what it saw, as JSON."""

import json
import sys
from pathlib import Path

import libcloud.security
from libcloud.loadbalancer.base import Algorithm, Member
from libcloud.loadbalancer.providers import get_driver
from libcloud.loadbalancer.types import Provider, State

port, folder, key_id, key_secret = sys.argv[1:]
pem = {name: Path(folder, f"{name}.pem") for name in ("authority", "certificate", "key")}

libcloud.security.CA_CERTS_PATH = str(pem["authority"])
Driver = get_driver(Provider.ALIYUN_SLB)
# The driver has no argument for its endpoint.
Driver.connectionCls.host = "127.0.0.1"
slb = Driver(key_id, key_secret, region="cn-hangzhou")
slb.connection.port = int(port)
slb.connection.connect()

saw = {}


def servers(balancer):
    return {member.id: member.extra["Weight"] for member in slb.balancer_list_members(balancer)}


def ports(balancer):
    return sorted(int(listener.port) for listener in slb.ex_list_listeners(balancer))


saw["before"] = len(slb.list_balancers())
members = [Member(f"i-{n}", f"10.0.0.{n}", 8080, extra={"Weight": 50 * n}) for n in (1, 2)]
balancer = slb.create_balancer(
    "by-libcloud",
    80,
    "tcp",
    Algorithm.WEIGHTED_LEAST_CONNECTIONS,
    members,
    ex_internet_charge_type="paybytraffic",
    ex_address_type="internet",
    ex_client_token="once",
    HealthCheckInterval=7,
)
saw["created"] = servers(balancer)
found = slb.get_balancer(balancer.id)
saw["found"] = [found.name, found.state == State.RUNNING, found.extra["address_type"], found.extra["region_id"]]
saw["filtered"] = len(slb.list_balancers(ex_filters={"Address": found.ip}))

slb.balancer_attach_member(balancer, Member("i-3", "10.0.0.3", 8080))
slb.balancer_detach_member(balancer, members[0])
saw["members"] = servers(balancer)

saw["stopped"] = slb.ex_stop_listener(balancer, 80)
saw["started"] = slb.ex_start_listener(balancer, 80)
certificate = slb.ex_upload_certificate(
    "uploaded", pem["certificate"].read_text(), pem["key"].read_text()
)
plain = {"StickySession": "off", "HealthCheck": "off"}
for protocol, number, options in (
    ("udp", 53, {}),
    ("http", 8080, plain),
    ("https", 443, {**plain, "ServerCertificateId": certificate.id}),
):
    slb.ex_create_listener(balancer, 8080, protocol, None, 1, ListenerPort=number, **options)
saw["ports"] = ports(balancer)

try:
    slb.ex_start_listener(balancer, 81)
except Exception as error:
    saw["rejected"] = str(error)

saw["destroyed"] = slb.destroy_balancer(balancer)
slb.ex_set_certificate_name(certificate.id, "renamed")
saw["certificates"] = [found.name for found in slb.ex_list_certificates([certificate.id])]
saw["deleted"] = slb.ex_delete_certificate(certificate.id)
saw["after"] = len(slb.list_balancers())
print(json.dumps(saw))
