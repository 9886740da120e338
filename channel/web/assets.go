package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"

	"github.com/gin-gonic/gin"
)

// assets are the page's style, script and icon. Each is served under a name that
// has the hash of its content, and so may be cached for good.
type assets struct {
	urls    map[string]string // by file name
	content map[string]asset  // by name served
}

type asset struct {
	mime string
	data []byte
}

func loadAssets(fsys fs.FS, folder string) (assets, error) {
	a := assets{urls: map[string]string{}, content: map[string]asset{}}
	entries, err := fs.ReadDir(fsys, folder)
	if err != nil {
		return assets{}, fmt.Errorf("assets: %w", err)
	}
	types := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
	for _, e := range entries {
		data, err := fs.ReadFile(fsys, path.Join(folder, e.Name()))
		if err != nil {
			return assets{}, fmt.Errorf("assets: %w", err)
		}
		ext := path.Ext(e.Name())
		kind, ok := types[ext]
		if !ok {
			kind = mime.TypeByExtension(ext)
		}
		sum := sha256.Sum256(data)
		served := e.Name()[:len(e.Name())-len(ext)] + "." + hex.EncodeToString(sum[:6]) + ext
		a.urls[e.Name()] = "/assets/" + served
		a.content[served] = asset{mime: kind, data: data}
	}
	return a, nil
}

func (a assets) serve(c *gin.Context) {
	found, ok := a.content[c.Param("name")]
	if !ok {
		c.String(http.StatusNotFound, "not found\n")
		return
	}
	c.Header("Cache-Control", "public, max-age=31536000, immutable")
	c.Data(http.StatusOK, found.mime, found.data)
}
