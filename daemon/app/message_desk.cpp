#include "daemon/app/message_desk.hpp"

#include <chrono>

#include <boost/beast/core/detail/base64.hpp>
#include <boost/json/array.hpp>

#include "daemon/app/message_samples.hpp"
#include "daemon/app/preview_document.hpp"
#include "daemon/domain/email_address.hpp"
#include "daemon/domain/mask.hpp"
#include "daemon/domain/telephone.hpp"
#include "daemon/store/campaign_writer.hpp"

namespace triand::app {
namespace {

// In front of an SMS; email, letters and websites are marked by their channels.
constexpr std::string_view kTestMark = "[TEST] ";

server::ApiError error(int exit, std::string name, std::string message, std::string hint) {
  return {exit, std::move(name), std::move(message), std::move(hint)};
}

server::ApiError no_campaign(const std::string& id) {
  return error(5, "no-such-campaign", "there is no campaign " + id,
               "the campaigns are: trianctl campaign status");
}

// Any form that a list may have it in; empty: it is no such address.
std::string normalised(const std::string& to, domain::AddressKind kind) {
  switch (kind) {
    case domain::AddressKind::telephone:
      return domain::read_telephone(to).e164;
    case domain::AddressKind::email:
      return domain::read_email_address(to).address;
    default:
      return to;
  }
}

// Whether the address must not be written to, whosever it is.
domain::Reason suppressed(const domain::SuppressionIndex& index, const std::string& to,
                          const plan::ChannelFacts& facts, bool advertising) {
  domain::Customer nobody;
  if (facts.address == domain::AddressKind::telephone) nobody.phone = to;
  if (facts.address == domain::AddressKind::email) nobody.email = to;
  if (facts.address == domain::AddressKind::customer_code) nobody.code = to;
  return index.by_channel(nobody, {.address = facts.address,
                                   .channel = domain::scope_of_channel(facts.kind),
                                   .advertising = advertising,
                                   .now = std::chrono::system_clock::now()});
}

std::string base64(const std::string& bytes) {
  namespace codec = boost::beast::detail::base64;
  std::string out(codec::encoded_size(bytes.size()), '\0');
  out.resize(codec::encode(out.data(), bytes.data(), bytes.size()));
  return out;
}

boost::json::object text_file(const std::string& name, std::string text) {
  return {{"name", name}, {"text", std::move(text)}};
}

}  // namespace

boost::json::object MessageDesk::shown(const CampaignDraft& draft, const store::StoredCustomer& customer,
                                       plan::Preview preview, bool files) const {
  boost::json::object out = preview_message(draft.basis, preview);
  if (!files || out.contains("missing")) return out;
  const std::string channel = preview.channel;
  boost::json::array made;
  const std::string subject(out.at("subject").as_string());
  made.push_back(text_file(channel + ".txt", (subject.empty() ? "" : "Subject: " + subject + "\n\n") +
                                                 std::string(out.at("text").as_string()) + "\n"));
  if (!preview.composed.message.html.empty())
    made.push_back(text_file(channel + ".html", preview.composed.message.html));
  channels::Envelope envelope = envelope_of(draft.id, customer, std::move(preview.composed));
  envelope.reference = "PREVIEW";
  envelope.to = preview.address;
  const auto picture = channels_.picture(channel, envelope, draft.window.opens_at());
  for (const auto& file : picture.files)
    made.push_back(boost::json::object{{"name", channel + "-" + file.name}, {"base64", base64(file.bytes)}});
  if (!picture.fault.empty()) out["cannot_print"] = picture.fault;
  out["files"] = std::move(made);
  return out;
}

server::JobResult MessageDesk::preview(const server::PreviewOrder& order, server::Progress& progress) const {
  const auto from = readers_.lend();
  const auto row = from->campaign(order.campaign);
  if (!row) return no_campaign(order.campaign);
  const auto draft = shelf_.draft(*from, *row);
  const auto only = order.channel.empty() ? std::nullopt : std::optional<std::string_view>(order.channel);
  boost::json::object out{{"schema", "triand.preview/v1"}, {"campaign", order.campaign}};
  if (order.samples == 0) {
    const auto who = example_customer(*from, order.customer);
    if (const auto* fault = std::get_if<server::ApiError>(&who)) return *fault;
    const auto& customer = std::get<store::StoredCustomer>(who);
    boost::json::array messages;
    for (auto& one : plan::preview(draft->basis, customer.customer, only))
      messages.push_back(shown(*draft, customer, std::move(one), order.files));
    out["customer_code"] = customer.customer.code;
    out["messages"] = std::move(messages);
    return out;
  }
  MessageSamples samples(draft->basis, order.channel, static_cast<std::size_t>(order.samples));
  std::int64_t total = 0;
  for (const auto& [bucket, n] : from->counts(row->id).recipients) total += n;
  progress.set_total(total, "recipients");
  std::int64_t seen = 0;
  from->for_each_recipient(row->id, [&](const store::StoredCustomer& customer) {
    samples.look(customer.customer);
    progress.set_done(++seen);
    return !progress.stopping();
  });
  boost::json::array picked;
  for (const MessageSample& sample : samples.all()) {
    const auto customer = from->customer(sample.customer_code);
    if (!customer) continue;
    boost::json::array messages;
    for (auto& one : plan::preview(draft->basis, customer->customer, sample.channel))
      messages.push_back(shown(*draft, *customer, std::move(one), order.files));
    picked.push_back(boost::json::object{{"pick", sample.pick},
                                         {"channel", sample.channel},
                                         {"customer_code", sample.customer_code},
                                         {"characters", sample.characters},
                                         {"messages", std::move(messages)}});
  }
  out["samples"] = std::move(picked);
  return out;
}

server::Answer MessageDesk::test(const server::TestOrder& order, const server::Caller& caller) const {
  if (!adopted_)
    return error(6, "not-adopted", "this database was copied or restored: nothing is sent from it",
                 "start the service once with triand --adopt");
  const auto from = readers_.lend();
  const auto row = from->campaign(order.campaign);
  if (!row) return no_campaign(order.campaign);
  const auto draft = shelf_.draft(*from, *row);
  const auto at = draft->basis.channel(order.channel);
  if (!at || draft->basis.messages[*at].empty())
    return error(5, "no-such-channel",
                 "campaign " + order.campaign + " does not use a channel " + order.channel,
                 "its channels are: trianctl campaign status " + order.campaign);
  const plan::ChannelFacts& facts = draft->basis.channels[*at];
  const std::string to = normalised(order.to, facts.address);
  if (to.empty())
    return error(2, "bad-address", "that is no address for the channel " + order.channel,
                 facts.address == domain::AddressKind::email ? "give an email" : "give a telephone");
  const bool advertising = draft->basis.campaign.kind == domain::Campaign::Class::advertising;
  if (const auto why = suppressed(suppressions_, to, facts, advertising); why != domain::Reason::none)
    return error(8, "suppressed", std::string(domain::text_of(why).english),
                 "send the test to another address, or see trianctl suppressions list");
  const auto who = example_customer(*from, order.customer);
  if (const auto* fault = std::get_if<server::ApiError>(&who)) return *fault;
  const auto& customer = std::get<store::StoredCustomer>(who);
  auto composed = std::move(plan::preview(draft->basis, customer.customer, order.channel).front().composed);
  if (!composed.message.missing.empty())
    return error(
        6, "missing-value",
        "the column " + composed.message.missing + " of customer " + customer.customer.code + " is empty",
        "name a customer that has it: --customer CODE");
  if (!composed.refused.empty())
    return error(8, "text-too-long", "the gateway would refuse the text: " + composed.refused,
                 "shorten the message");
  if (facts.is_sms()) composed.message.text.insert(0, kTestMark);
  channels::Envelope envelope = envelope_of(draft->id, customer, std::move(composed));
  envelope.reference = new_test_reference();
  envelope.to = to;
  envelope.test = true;
  const std::string reference = envelope.reference;
  boost::json::object out{{"schema", "triand.test/v1"}, {"campaign", order.campaign},
                          {"channel", order.channel},   {"customer_code", customer.customer.code},
                          {"reference", reference},     {"subject", envelope.subject},
                          {"text", envelope.text}};
  // On disk before the first byte leaves, as everything that is sent.
  writer_.run([&](store::WriteSession& session) {
    store::write_audit(session, caller.name, "campaign.test", order.campaign,
                       order.channel + " " + reference + " " + domain::mask_address(to),
                       std::chrono::system_clock::now());
  });
  const auto answer = channels_.hand_over(order.channel, std::move(envelope));
  if (const auto* fault = std::get_if<server::ApiError>(&answer)) return *fault;
  out["outcome"] = "accepted";
  out["provider_id"] = std::get<channels::Outcome>(answer).provider_id;
  return out;
}

}  // namespace triand::app
