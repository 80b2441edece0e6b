#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "channels/address_kind.hpp"
#include "channels/batch_info.hpp"
#include "channels/envelope.hpp"
#include "channels/feedback.hpp"
#include "channels/gateway_notice.hpp"
#include "channels/gateway_quota.hpp"
#include "channels/log_level.hpp"
#include "channels/outcome.hpp"
#include "channels/receipt.hpp"
#include "channels/template_answer.hpp"
#include "templates/message_form.hpp"
#include "templates/sms_limits.hpp"

namespace triand::channels {

// What a reference is signed for in a link that unsubscribes whoever it was sent to.
inline constexpr std::string_view kUnsubscribePurpose = "unsubscribe";

// What a running channel needs of the world. Outlives every channel that was started with it.
// Everything here is called, and calls back, on the network thread (the executor's).
struct Runtime {
  boost::asio::any_io_executor executor;
  std::string name;         // the channel's name in the config
  std::string webhook_url;  // public_url/webhooks/NAME[/SECRET], or empty when receipts cannot reach us

  // Small durable values of this channel (tokens). `load` answers from memory; `save` returns at once and calls
  // `saved` when the value is synced to disk; until then it must not be used.
  std::function<std::optional<std::string>(std::string_view key)> load;
  std::function<void(std::string key, std::string value, std::function<void()> saved)> save;

  // A receipt that did not come by webhook (poll, exec, smpp).
  std::function<void(Receipt)> on_receipt;

  // The same for a gateway that repeats a receipt until it is acknowledged: `stored` is called with whether it is on
  // disk. Empty: there is on_receipt alone.
  std::function<void(Receipt, std::function<void(bool)> stored)> keep_receipt = {};
  // The same for receipts that are kept elsewhere until we have them (a mailbox): `stored` is called when they are on
  // disk, or cannot be written just now.
  std::function<void(std::vector<Receipt>, std::function<void(bool)> stored)> take_receipts = {};

  // Something came that pretends to be a receipt and does not prove where it comes from: counted and logged.
  std::function<void(const std::string& what)> refuse_receipt = {};

  // What this database signs with: references that come back from outside (signed_reference.hpp).
  std::string signing_key = {};

  // Where the service itself answers those who want no more mail, with "{reference}" in it; empty: nowhere.
  std::string unsubscribe_url = {};

  // Whether an envelope that was held back may still leave: its campaign was not paused or cancelled meanwhile, nor the
  // customer suppressed. Asked just before it leaves; one that may not is answered as deferred, `interrupted`, and the
  // lane finds out why. Empty: everything may.
  std::function<bool(const std::string& reference)> may_leave = {};

  // A line of the service's log: an event's name and a sentence without telephones, names or secrets. Empty: nowhere.
  std::function<void(LogLevel level, std::string_view event, std::string_view text)> log = {};

  // What blocked(), quota() or trouble() said has changed: the lane need not wait for its next look. Empty: it will look
  // by itself.
  std::function<void()> wake = {};

  // A secret of this database's own, the same in every run: what stands for a telephone in an id is made with it.
  std::string hash_key = {};

  // Seconds since 1970 by the wall clock, in milliseconds: replaced in tests.
  std::function<std::chrono::system_clock::time_point()> now;
};

// A request that somebody made to our webhook address, as it came. Untrusted.
struct WebhookRequest {
  std::string method;                                        // "GET", "POST"
  std::string query;                                         // after '?', still encoded
  std::string body;                                          // raw bytes
  std::vector<std::pair<std::string, std::string>> headers;  // names as they came

  // The value of the first header of that name in any letter case, or empty.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

// What a webhook request turned out to be.
struct WebhookResult {
  bool authentic = true;  // false: refused and counted, answered 403
  std::string fault;      // not empty: not understood, answered 400
  std::vector<Receipt> receipts;
  std::vector<Feedback> feedback = {};
  std::vector<GatewayNotice> notices = {};  // given to heed() once what came with them is on disk
};

// What is to be taken back.
struct Withdrawal {
  std::string reference;  // as it was sent
  std::string customer_code;
  std::string campaign;
  std::int64_t version = 0;  // above that of what was sent
};

// After a crash: what the channel can say of a message that was on its way. Most can say nothing.
enum class Recovery { unknown, not_sent, sent };

// Hands envelopes to one gateway. Made by its plugin from a config block, started once, stopped once.
// Thread: every method is called on the network thread and must not block it; slow work goes to threads of the
// channel's own. No method throws once start() has returned.
class Channel {
 public:
  using Done = std::function<void(Outcome)>;

  virtual ~Channel() = default;

  // Opens what sending needs. `runtime` outlives the channel. May throw (an unusable directory, a missing font):
  // the service then refuses to start.
  virtual void start(Runtime& runtime) = 0;

  // Hands over one envelope, at most once: whatever fails after the first byte may have left is Verdict::in_doubt,
  // never sent again from in here. `done` is called exactly once, later (never before send() returns), on the
  // network thread, also after stop().
  virtual void send(Envelope envelope, Done done) = 0;

  // Which of a customer's data is the address, and the shape of the messages' files, where the config decides that;
  // else they are the plugin's. Asked before start().
  [[nodiscard]] virtual std::optional<AddressKind> address() const { return std::nullopt; }
  [[nodiscard]] virtual std::optional<templates::MessageForm> form() const { return std::nullopt; }

  // Whether the gateway keeps what it is given where it can be taken back, and read by it once more from our feed.
  [[nodiscard]] virtual bool can_withdraw() const { return false; }
  // Takes back what was sent. As send(), but may be repeated as often as need be. Accepted: the gateway shows it to nobody.
  virtual void withdraw(Withdrawal withdrawal, Done done);
  // Whether who shows that token may read the feed of what this channel was given. In constant time. Any thread.
  [[nodiscard]] virtual bool opens_feed(std::string_view /*token*/) const { return false; }

  // Reads a webhook request of this channel. Pure.
  [[nodiscard]] virtual WebhookResult receive(const WebhookRequest& request) const;

  // Takes notice of what the gateway said of the account or a template. What follows for campaigns is not its business.
  virtual void heed(const GatewayNotice& notice);

  // Whether the gateway reports by webhook what became of each message.
  [[nodiscard]] virtual bool reports_by_webhook() const { return false; }

  // Whether such a report names the message by the gateway's own id and not by our reference: deliveries must then be
  // found by what Outcome::provider_id was.
  [[nodiscard]] virtual bool reports_by_id_alone() const { return false; }

  // The address, given to recipients, of a page where they can say that they want no more, if the channel names one of
  // its own: with "{reference}", which stands for the reference signed for `kUnsubscribePurpose`. The service answers it.
  [[nodiscard]] virtual std::string unsubscribe_url() const { return {}; }

  // Whether what became of each message reaches the channel without a webhook: it asks the gateway where no report can
  // come, or it is told by the way it sends.
  [[nodiscard]] virtual bool asks_for_receipts() const { return false; }

  // For how long after it was taken the running channel asks about a message; 0: it does not.
  [[nodiscard]] virtual std::chrono::milliseconds asks_for() const { return {}; }

  // A message that the gateway took in an earlier run, of which nothing final is known.
  struct Taken {
    std::string reference;
    std::string provider_id;
    std::string to;  // as an envelope has it
    std::chrono::system_clock::time_point at;
  };
  // Goes on asking about these. Called once after start(), of a channel that asks.
  virtual void go_on_asking(std::vector<Taken> taken);

  // Whether the gateway can be asked what became of one message, by the id that it gave it.
  [[nodiscard]] virtual bool tells_of_messages() const { return false; }
  // Asks it, where it tells_of_messages(). `done` is called once, later, on the network thread: `pending`: it has not
  // arrived so far, or nobody knows of it; nullopt: the gateway could not be asked.
  using ReceiptDone = std::function<void(std::optional<Receipt>)>;
  virtual void ask_message(std::string reference, std::string provider_id, ReceiptDone done);

  // How many messages the gateway takes in a time, where that is known: the lane's rate, unless the config names one.
  struct RequestRate {
    std::int64_t count = 0;
    std::chrono::seconds per{1};
  };
  [[nodiscard]] virtual std::optional<RequestRate> usual_rate() const { return std::nullopt; }

  // Whether receive() itself proves where a receipt comes from (a signature). Of the others only those are believed
  // that come to an address with the secret in it.
  [[nodiscard]] virtual bool signs_receipts() const { return false; }

  // How many envelopes the channel wants to hold at once, when that is not the configured concurrency (a letter
  // batch holds its letters until it closes). 0: the configured concurrency.
  [[nodiscard]] virtual std::size_t holds() const { return 0; }

  // The campaign's window closes: what is held back of it is sent on. Nothing to do for most channels.
  virtual void campaign_closed(std::string_view campaign);

  // Pauses, campaigns or suppressions have changed: what is held back is looked at once more.
  virtual void look_again() {}

  // The batches being gathered and those handed over, oldest first. Answers from memory.
  [[nodiscard]] virtual std::vector<BatchInfo> batches() const { return {}; }

  // Whether a message that was on its way when the service died left it. Asked once at start, after start().
  // `claimed_at`: what was handed over before that was another attempt's.
  [[nodiscard]] virtual Recovery recover(std::string_view reference,
                                         std::chrono::system_clock::time_point claimed_at) const;

  // How long a text may be and what may not stand in it, or null: a text that breaks this is not handed over.
  [[nodiscard]] virtual const templates::SmsLimits* text_limits() const { return nullptr; }

  // What the gateway itself lets through in a day, as it said last; nullopt: it has no such limit, or has not said yet.
  // Answers from memory, and changes with every answer of the gateway.
  [[nodiscard]] virtual std::optional<GatewayQuota> quota() const { return std::nullopt; }

  // Whether a message is a template of the gateway's, filled with data: ask_template() then knows what it takes.
  [[nodiscard]] virtual bool has_templates() const { return false; }
  // Asks the gateway about one of them, where it has_templates(). `done` is called once, later, on the network thread.
  using TemplateDone = std::function<void(TemplateAnswer)>;
  virtual void ask_template(std::string id, TemplateDone done);

  // For how long the gateway recognises a reference it has seen, so that the same message may be sent again safely;
  // 0: it does not.
  [[nodiscard]] virtual std::chrono::milliseconds recognises() const { return {}; }

  // Whether the gateway keeps one copy of what it is given, however often, for good: what is in doubt is then sent
  // again unless the config says otherwise.
  [[nodiscard]] virtual bool may_repeat() const { return false; }

  // Why the channel cannot send now (no token yet, disk gone), as a reason word; empty: it can. Read by the lane
  // before every claim. "gateway_down" and "token_renewing" end by themselves.
  [[nodiscard]] virtual std::string blocked() const { return {}; }

  // What an administrator should know of the channel and do about it, in sentences without secrets and addresses, though
  // it may well be sending; empty: nothing.
  [[nodiscard]] virtual std::string trouble() const { return {}; }

  // Whether the channel does something on its own that must not be cut off (a new token is on its way to the disk): the
  // service ends later, within its `drain`.
  [[nodiscard]] virtual bool busy() const { return false; }

  // A command of its own: `channels authorize` gives Zalo tokens this way. Returns what is wrong, or empty.
  virtual std::string authorize(std::string_view json, std::function<void()> saved);

  // Takes no more; everything that waits is answered within `grace` (in doubt when it has to be). Idempotent.
  virtual void stop(std::chrono::milliseconds grace) = 0;
};

}  // namespace triand::channels
