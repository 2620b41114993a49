// What aliyungo's tests leave to be filled in by whoever runs them. It is laid beside them; they are not modified.

package slb

import (
	"os"

	"github.com/denverdino/aliyungo/common"
)

func init() {
	client = NewTestClient()
	region = common.Beijing
	serverId = TestInstanceId
	loadBalancerId = os.Getenv("LoadBalancerId")
	TestLoadBlancerID = loadBalancerId
}
