// A client for the Odin Streamer. Its task comes in HARNESS_* environment variables; what it understood goes to standard
// output, one line of JSON a message; SIGTERM ends it.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"math"
	"math/rand"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/gorilla/websocket"
)

// request is what a client sends.
type request struct {
	Action string   `json:"action"`
	Stocks []string `json:"stocks"`
}

func main() {
	log.SetFlags(0)
	rand.Seed(time.Now().UnixNano())
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer cancel()

	fmt.Println(`{"hello":{"name":"go odin sample","capabilities":["echo","reconnect","resubscribe"]}}`)
	failures := 0
	for stop.Err() == nil {
		streamed, err := converse(stop)
		log.Printf("lost: %v", err)
		if streamed >= 5*time.Second {
			failures = 0
		}
		pause(stop, failures)
		failures++
	}
}

// converse subscribes and reads until the connection ends. It returns for how long data came.
func converse(stop context.Context) (streamed time.Duration, err error) {
	socket, _, err := websocket.DefaultDialer.DialContext(stop, address(), nil)
	if err != nil {
		return 0, err
	}
	defer socket.Close()
	done := make(chan struct{})
	defer close(done)
	go closeWhenTold(stop, done, socket)

	stocks := strings.Split(os.Getenv("HARNESS_SYMBOLS"), ",")
	if err := socket.WriteJSON(request{Action: "subscribe", Stocks: stocks}); err != nil {
		return 0, err
	}
	var first time.Time
	for {
		kind, text, err := socket.ReadMessage()
		if err != nil {
			if first.IsZero() {
				return 0, err
			}
			return time.Since(first), err
		}
		if kind == websocket.TextMessage && understand(text) && first.IsZero() {
			first = time.Now()
		}
	}
}

// understand prints a message of market data and says whether it was one. Other messages are logged or passed over.
func understand(text []byte) bool {
	var message struct {
		Type    string          `json:"type"`
		Message string          `json:"message"`
		Data    json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(text, &message); err != nil {
		log.Printf("skipped a malformed message: %v", err)
		return false
	}
	switch {
	case message.Type == "error":
		log.Printf("error: %s", message.Message)
	case message.Type == "market_data" && message.Data != nil:
		fmt.Println(strings.ReplaceAll(string(text), "\n", " "))
		return true
	}
	return false
}

// closeWhenTold says goodbye to the server when the client is told to end, which also ends its reading.
func closeWhenTold(stop context.Context, done <-chan struct{}, socket *websocket.Conn) {
	select {
	case <-done:
	case <-stop.Done():
		goodbye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
		err := socket.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(time.Second))
		if err != nil && !errors.Is(err, websocket.ErrCloseSent) {
			log.Printf("no goodbye: %v", err)
		}
		socket.SetReadDeadline(time.Now().Add(time.Second))
	}
}

// pause waits 1 s after the first failure and twice as long after each further one, up to 30 s, give or take 20 %.
func pause(stop context.Context, failures int) {
	seconds := math.Min(30, math.Pow(2, math.Min(float64(failures), 5))*(0.8+0.4*rand.Float64()))
	select {
	case <-stop.Done():
	case <-time.After(time.Duration(seconds * float64(time.Second))):
	}
}

func address() string {
	task, err := url.Parse(os.Getenv("HARNESS_URL"))
	if err != nil {
		log.Fatalf("HARNESS_URL: %v", err)
	}
	address := os.Getenv("HARNESS_WS") + task.Path
	if id := os.Getenv("HARNESS_CLIENT_ID"); id != "" {
		address += "?client_id=" + url.QueryEscape(id)
	}
	return address
}
