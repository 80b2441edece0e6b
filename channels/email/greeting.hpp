#pragma once

#include "channels/email/reply.hpp"

namespace triand::channels::email {

// What the replies up to the first MAIL say of a connection. Pure.
class Greeting {
 public:
  // `encrypted`: from the beginning (smtps).
  explicit Greeting(bool encrypted = false) : encrypted_(encrypted) {}

  void add(const ReplyLine& line);

  [[nodiscard]] bool encrypted() const { return encrypted_; }
  [[nodiscard]] bool authenticated() const { return authenticated_; }
  [[nodiscard]] bool offers_pipelining() const { return pipelining_; }  // RFC 2920
  [[nodiscard]] bool offers_size() const { return size_; }              // RFC 1870

 private:
  bool greeted_ = false;
  bool encrypted_ = false;
  bool authenticated_ = false;
  bool pipelining_ = false;
  bool size_ = false;
};

}  // namespace triand::channels::email
