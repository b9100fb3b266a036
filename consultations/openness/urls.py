"""Addresses of the open books, from /hearings/ on."""

from django.urls import path

from .views import books, hours, reports

urlpatterns = [
    path("office-hours/", hours.index, name="office_hours_list"),
    path("office-hours/new/<int:council>/", hours.new, name="office_hours_new"),
    path("office-hours/<int:pk>/", hours.one, name="office_hours"),
    path("office-hours/<int:pk>/give-back/", hours.give_back, name="office_hours_give_back"),
    path("office-hours/<int:pk>/cancel/", hours.cancel, name="office_hours_cancel"),
    path("office-hours/<int:pk>/visitors/", hours.visitors, name="office_hours_visitors"),
    path("expenses/<int:council>/", books.expenses, name="expenses"),
    path("expenses/<int:council>.csv", books.expenses_file, name="expenses_file"),
    path("expenses/<int:council>/new/", books.new_expense, name="expense_new"),
    path("expenses/<int:council>/budget/", books.budget, name="council_budget"),
    path("receipts/<int:pk>/", books.receipt, name="receipt"),
    path("lines/<slug:kind>/<int:pk>/take-back/", books.take_back, name="take_back"),
    path("fund/", books.funds, name="funds"),
    path("fund/new/", books.new_fund, name="fund_new"),
    path("fund/<int:pk>/", books.fund, name="fund"),
    path("fund/<int:pk>.csv", books.fund_file, name="fund_file"),
    path("fund/<int:pk>/gift/", books.new_gift, name="gift_new"),
    path("fund/<int:pk>/spending/", books.new_spending, name="spending_new"),
    path("reports/<int:council>/<int:year>/", reports.report, name="year_report"),
    path("reports/<int:council>/<int:year>/publish/", reports.publish, name="year_report_publish"),
]
