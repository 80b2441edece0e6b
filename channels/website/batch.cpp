#include "channels/website/batch.hpp"

#include <openssl/rand.h>

#include <array>
#include <stdexcept>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace triand::channels::website {
namespace {

std::string new_id() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    throw std::runtime_error("there is no randomness for a webhook-id");
  constexpr char kHex[] = "0123456789abcdef";
  std::string out = "msg_";
  for (const unsigned char byte : bytes) {
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
  return out;
}

}  // namespace

std::shared_ptr<Batch> make_batch(std::vector<Post> posts, std::chrono::system_clock::time_point now) {
  boost::json::array notices;
  for (const Post& post : posts) notices.push_back(to_json(post.notice));
  boost::json::object data;
  data["notices"] = std::move(notices);
  boost::json::object document;
  document["type"] = to_string(posts.front().notice.event);
  document["timestamp"] = utc_text(now);
  document["data"] = std::move(data);
  auto batch = std::make_shared<Batch>();
  batch->id = new_id();
  batch->body = boost::json::serialize(document);
  batch->posts = std::move(posts);
  return batch;
}

std::size_t size_of(const Notice& notice) { return boost::json::serialize(to_json(notice)).size() + 1; }

}  // namespace triand::channels::website
