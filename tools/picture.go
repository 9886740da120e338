package tools

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // photos of papers come as PNG too
)

// mostPixels bounds what is decoded: a small file may unfold to gigabytes.
const mostPixels = 24 << 20

// smaller makes a photo of a paper fit into limit bytes, as a JPEG: phones take
// pictures of megabytes, the portal takes 100 KB. It is nil for what is no
// picture, too large to decode, or would become too small to read.
func smaller(data []byte, media string, limit int) []byte {
	if media != "image/jpeg" && media != "image/png" {
		return nil
	}
	head, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || head.Width <= 0 || head.Height <= 0 || head.Width > mostPixels/head.Height {
		return nil
	}
	photo, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	longest := max(head.Width, head.Height)
	for _, side := range []int{1600, 1280, 1024} { // pixels; print stays readable
		shrunk := photo
		if longest > side {
			shrunk = scale(photo, head.Width*side/longest, head.Height*side/longest)
		}
		for _, quality := range []int{75, 60, 45} {
			var b bytes.Buffer
			if jpeg.Encode(&b, shrunk, &jpeg.Options{Quality: quality}) == nil && b.Len() <= limit {
				return b.Bytes()
			}
		}
	}
	return nil
}

// scale takes the mean of the pixels that fall on each new one.
func scale(from image.Image, width, height int) image.Image {
	width, height = max(1, width), max(1, height)
	in := from.Bounds()
	to := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		y0, y1 := in.Min.Y+y*in.Dy()/height, in.Min.Y+(y+1)*in.Dy()/height
		for x := range width {
			x0, x1 := in.Min.X+x*in.Dx()/width, in.Min.X+(x+1)*in.Dx()/width
			var r, g, b, n uint64
			for v := y0; v < max(y1, y0+1); v++ {
				for u := x0; u < max(x1, x0+1); u++ {
					cr, cg, cb, ca := from.At(u, v).RGBA()
					paper := uint64(0xffff - ca) // what is transparent is white
					r, g, b, n = r+uint64(cr)+paper, g+uint64(cg)+paper, b+uint64(cb)+paper, n+1
				}
			}
			to.SetRGBA(x, y, color.RGBA{uint8(r / n >> 8), uint8(g / n >> 8), uint8(b / n >> 8), 255})
		}
	}
	return to
}
