package postgres

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
	"time"
)

// account is the user that the server's programs run as.
type account struct {
	uid, gid int
	drop     bool // we are root and the account is another one
}

// serverAccount returns our own account, or for root, as whom PostgreSQL refuses to run, that of the user postgres, whom the distribution's package
// makes.
func serverAccount() (account, error) {
	if os.Geteuid() != 0 {
		return account{uid: os.Geteuid(), gid: os.Getegid()}, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return account{}, errors.New("PostgreSQL refuses to run as root, and this machine has no user postgres to run it as: run this as an ordinary user, or make one with 'useradd --system postgres'")
	}
	uid, err1 := strconv.Atoi(u.Uid)
	gid, err2 := strconv.Atoi(u.Gid)
	if err := errors.Join(err1, err2); err != nil {
		return account{}, fmt.Errorf("look up user postgres: %w", err)
	}
	return account{uid: uid, gid: gid, drop: true}, nil
}

// prepare makes cmd run as the account, in dir, and out of reach of the terminal's Ctrl-C: that reaches every process of the group at once, and
// the server must outlive its users by a moment.
func (a account) prepare(cmd *exec.Cmd, dir string) {
	cmd.Dir = dir // root's working folder may be closed to the account
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if a.drop {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	// Messages are read by this program, so they must be in one language; the rest of the environment must not steer the server.
	cmd.Env = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8", "LC_MESSAGES=C", "TZ=UTC"}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = 5 * time.Second
}

// own gives a file or folder of ours to the account.
func (a account) own(name string) error {
	if !a.drop {
		return nil
	}
	return os.Chown(name, a.uid, a.gid)
}

// mayEnter says whether the account may pass through a folder with this owner, group and mode.
func (a account) mayEnter(info os.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return true
	}
	switch mode := info.Mode().Perm(); {
	case int(stat.Uid) == a.uid:
		return mode&0o100 != 0
	case int(stat.Gid) == a.gid:
		return mode&0o010 != 0
	default:
		return mode&0o001 != 0
	}
}
