// Checks a served ledger with code that is not ours: golang.org/x/mod/sumdb. It opens the checkpoint, reads tiles and bundles, proves
// every entry, and proves that the ledger only added to an older checkpoint, if one is named.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run tests/go/check_ledger.go URL VKEY [OLDER-CHECKPOINT-FILE]
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func fail(format string, words ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", words...)
	os.Exit(1)
}

func must(err error, what string) {
	if err != nil {
		fail("%s: %v", what, err)
	}
}

func get(url string) []byte {
	answer, err := http.Get(url)
	must(err, url)
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		fail("%s: %s", url, answer.Status)
	}
	bytes, err := io.ReadAll(answer.Body)
	must(err, url)
	return bytes
}

type served struct{ url string }

func (s served) Height() int { return height }

// Their paths name the height, C2SP's do not.
func (s served) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		all = append(all, get(s.url+"/"+strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
	}
	return all, nil
}
func (s served) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func open(message []byte, vkey string) tlog.Tree {
	verifier, err := note.NewVerifier(vkey)
	must(err, "key")
	opened, err := note.Open(message, note.VerifierList(verifier))
	must(err, "checkpoint")
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 3 || lines[0] != verifier.Name() {
		fail("the checkpoint is not of %s", verifier.Name())
	}
	var tree tlog.Tree
	_, err = fmt.Sscanf(lines[1], "%d", &tree.N)
	must(err, "size")
	tree.Hash, err = tlog.ParseHash(lines[2])
	must(err, "root")
	return tree
}

func entries(url string, index, width int64) [][]byte {
	tile := tlog.Tile{H: height, L: -1, N: index, W: int(width)}
	bytes := get(url + "/" + strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1))
	var all [][]byte
	for len(bytes) >= 2 {
		size := int(binary.BigEndian.Uint16(bytes))
		if len(bytes) < 2+size {
			fail("bundle %d is cut off", index)
		}
		all = append(all, bytes[2:2+size])
		bytes = bytes[2+size:]
	}
	if int64(len(all)) != width || len(bytes) != 0 {
		fail("bundle %d holds %d entries, not %d", index, len(all), width)
	}
	return all
}

func main() {
	if len(os.Args) < 3 {
		fail("usage: check_ledger URL VKEY [OLDER-CHECKPOINT-FILE]")
	}
	url := strings.TrimSuffix(os.Args[1], "/")
	tree := open(get(url+"/checkpoint"), os.Args[2])
	hashes := tlog.TileHashReader(tree, served{url})
	for first := int64(0); first < tree.N; first += 256 {
		width := tree.N - first
		if width > 256 {
			width = 256
		}
		for i, entry := range entries(url, first/256, width) {
			at := first + int64(i)
			proof, err := tlog.ProveRecord(tree.N, at, hashes)
			must(err, "inclusion")
			must(tlog.CheckRecord(proof, tree.N, tree.Hash, at, tlog.RecordHash(entry)), fmt.Sprintf("entry %d", at))
		}
	}
	if len(os.Args) > 3 {
		bytes, err := os.ReadFile(os.Args[3])
		must(err, "older checkpoint")
		older := open(bytes, os.Args[2])
		proof, err := tlog.ProveTree(tree.N, older.N, hashes)
		must(err, "consistency")
		must(tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash), "consistency")
		fmt.Printf("consistent from %d\n", older.N)
	}
	fmt.Printf("%d entries proved\n", tree.N)
}
